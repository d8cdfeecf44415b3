package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.Secret;
import java.util.Map;

/** Texts and secrets for the tests of the reader. */
final class Samples {

  /** A valid configuration in which every key stands at least once. */
  static final String EVERY_KEY =
      """
      // Comments and trailing commas are fine.
      {
        "$schema": "./schema.json",
        "gateway": {
          "port": 18791,
          "bind": "::1",
          "durability": "normal",
          "cors": {"origins": ["https://chat.example.com", "http://localhost:3000"]},
          "allowedHosts": ["Gateway.Example.com"], /* folded */
          "logFormat": "json",
        },
        "defaultAgent": "work",
        "agents": {
          "main": {"runtime": null, "authProfile": null},
          "Work": {
            "model": "local/small",
            "runtime": "api",
            "authProfile": null,
            "instructions": "Be brief.",
            "history": "full",
            "timeout": "1m30s",
          },
        },
        "providers": {
          "openai": {
            "baseUrl": "https://api.openai.com/v1/",
            "api": "responses",
            "apiKey": "${OPENAI_API_KEY}",
            "models": [{"id": "gpt-5.5", "contextWindow": 400000, "maxOutputTokens": 128000}],
            "prefill": "allowed",
          },
          "local": {
            "baseUrl": "http://127.0.0.1:8000/v1",
            "maxTokensName": "max_tokens",
            "apiKey": {"file": "local.key"},
          },
        },
        "runtimes": {"codex": "api"},
        "session": {
          "mainKey": "home",
          "keyFrom": [
            {"header": "X-OpenWebUI-Chat-Id", "key": "openwebui:{value}"},
            {"body": "prompt_cache_key"},
          ],
          "reset": {
            "mode": "daily", "hour": 5, "zone": "Europe/Berlin", "idle": "2h",
            "byType": {"group": {"mode": "idle", "hour": 4, "zone": "UTC", "idle": "1h"}},
            "byChannel": {"Telegram": {"mode": "none", "hour": 4, "zone": "UTC", "idle": "1h"}},
          },
          "queue": {"depth": 3, "wait": "5s"},
        },
        "turn": {"timeout": "5m"},
      }
      """;

  /** The secrets that it names. */
  static final SecretSource SECRETS =
      new MapSecretSource(
          Map.of("OPENAI_API_KEY", "sk-of-openai"), Map.of("local.key", "sk-of-local"));

  private Samples() {}

  /** Secrets from two maps. */
  record MapSecretSource(Map<String, String> variables, Map<String, String> files)
      implements SecretSource {

    @Override
    public Resolution variable(String name) {
      return find(variables, name);
    }

    @Override
    public Resolution file(String path) {
      return find(files, path);
    }

    private static Resolution find(Map<String, String> map, String name) {
      return map.containsKey(name)
          ? new Resolution.Found(new Secret(map.get(name)))
          : new Resolution.NotFound(name + " is not there");
    }
  }
}
