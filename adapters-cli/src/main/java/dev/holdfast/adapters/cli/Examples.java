package dev.holdfast.adapters.cli;

import java.util.List;
import java.util.Map;

/** Command lines to begin with: some for each command, as its help shows them. */
final class Examples {

  private static final Map<String, List<String>> BY_COMMAND =
      Map.ofEntries(
          Map.entry(
              "gateway run",
              List.of(
                  "gateway run",
                  "gateway run --existing --port 8080",
                  "gateway run --wait-for-lock=5m")),
          Map.entry("gateway status", List.of("gateway status")),
          Map.entry("gateway stop", List.of("gateway stop", "gateway stop --stop-gateway --yes")),
          Map.entry("gateway drain", List.of("gateway drain", "gateway drain --undo")),
          Map.entry("gateway restart", List.of("gateway restart")),
          Map.entry("gateway reload", List.of("gateway reload")),
          Map.entry(
              "log level",
              List.of("log level", "log level debug", "log level trace --logger dev.holdfast.app")),
          Map.entry(
              "sessions recover",
              List.of("sessions recover --dry-run", "sessions recover web:direct:ann")),
          Map.entry("sessions list", List.of("sessions list", "sessions list --agent main")),
          Map.entry(
              "sessions show",
              List.of("sessions show web:direct:ann", "sessions show agent:main:main --json")),
          Map.entry(
              "sessions patch",
              List.of(
                  "sessions patch web:direct:ann --label Ann",
                  "sessions patch web:direct:ann --model openai/gpt-5.5")),
          Map.entry(
              "sessions reset",
              List.of("sessions reset web:direct:ann", "sessions reset web:direct:ann --force")),
          Map.entry("sessions delete", List.of("sessions delete web:direct:ann")),
          Map.entry("sessions archived", List.of("sessions archived --limit 50")),
          Map.entry("sessions restore", List.of("sessions restore ARCHIVE_ID")),
          Map.entry(
              "turns list",
              List.of("turns list --state running", "turns list --session web:direct:ann")),
          Map.entry("turns show", List.of("turns show TURN_ID")),
          Map.entry("turns abort", List.of("turns abort TURN_ID")),
          Map.entry("events follow", List.of("events follow", "events follow --limit 10 --json")),
          Map.entry(
              "tokens create",
              List.of(
                  "tokens create --name laptop --scope write --out laptop.token",
                  "tokens create --name web --scope write --key-prefix web:")),
          Map.entry("tokens list", List.of("tokens list")),
          Map.entry("tokens rotate", List.of("tokens rotate TOKEN_ID --out laptop.token")),
          Map.entry("tokens revoke", List.of("tokens revoke TOKEN_ID")),
          Map.entry("audit list", List.of("audit list --limit 50")),
          Map.entry("models list", List.of("models list")),
          Map.entry("state", List.of("state", "state --home /srv/holdfast --json")),
          Map.entry("state new-id", List.of("state new-id --home /srv/copy")),
          Map.entry(
              "config validate", List.of("config validate", "config validate --config new.json")),
          Map.entry(
              "doctor",
              List.of(
                  "doctor",
                  "doctor --only permissions,integrity",
                  "doctor --fix --yes",
                  "doctor --bundle incident.zip")),
          Map.entry("config schema", List.of("config schema")),
          Map.entry("completion", List.of("completion bash")));

  private Examples() {}

  /** What is typed behind the program's name; empty for a command that has none yet. */
  static List<String> of(String command) {
    return BY_COMMAND.getOrDefault(command, List.of());
  }
}
