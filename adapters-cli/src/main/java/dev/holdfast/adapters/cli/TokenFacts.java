package dev.holdfast.adapters.cli;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.ports.in.TokenSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How a token is told. */
final class TokenFacts {

  private TokenFacts() {}

  /** What it reaches, in words. */
  static String reach(TokenSummary token) {
    return switch (token.keys()) {
      case KeyBinding.Exact(SessionKey key) -> key.value();
      case KeyBinding.Prefix(String prefix) -> prefix + "…";
      case KeyBinding.Any() ->
          switch (token.agents()) {
            case AgentBinding.Any() -> "everything";
            case AgentBinding.Only(AgentId agent) -> "agent " + agent.value();
          };
    };
  }

  static String expiry(TokenSummary token) {
    return switch (token.expiry()) {
      case Expiry.Never() -> "never";
      case Expiry.At(Instant at) -> Times.text(at);
    };
  }

  /** Names and values, for a reader. */
  static List<String> facts(TokenSummary token) {
    return new ArrayList<>(
        List.of(
            "id", token.id(),
            "name", token.name(),
            "scope", Words.of(token.scope()),
            "reaches", reach(token),
            "expires", expiry(token)));
  }

  static JsonObject json(TokenSummary token) {
    JsonObject json =
        new JsonObject()
            .put("id", token.id())
            .put("name", token.name())
            .put("scope", Words.of(token.scope()));
    switch (token.agents()) {
      case AgentBinding.Any() -> json.putNull("agent");
      case AgentBinding.Only(AgentId agent) -> json.put("agent", agent.value());
    }
    switch (token.keys()) {
      case KeyBinding.Any() -> json.putNull("key").putNull("keyPrefix");
      case KeyBinding.Exact(SessionKey key) -> json.put("key", key.value()).putNull("keyPrefix");
      case KeyBinding.Prefix(String prefix) -> json.putNull("key").put("keyPrefix", prefix);
    }
    json.put("createdAt", token.createdAt());
    if (token.issuedAt().equals(token.createdAt())) {
      json.putNull("rotatedAt");
    } else {
      json.put("rotatedAt", token.issuedAt());
    }
    switch (token.expiry()) {
      case Expiry.Never() -> json.putNull("expiresAt");
      case Expiry.At(Instant at) -> json.put("expiresAt", at);
    }
    return json.put("self", token.use() == TokenSummary.Use.OWN);
  }
}
