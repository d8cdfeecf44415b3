package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import java.util.ArrayList;
import java.util.List;

/** How a token is told. */
final class TokenFacts {

  private TokenFacts() {}

  /** What it reaches, in words. */
  static String reach(Members token) {
    if (!token.text("key").isEmpty()) {
      return token.text("key");
    }
    if (!token.text("key_prefix").isEmpty()) {
      return token.text("key_prefix") + "…";
    }
    return token.text("agent").isEmpty() ? "everything" : "agent " + token.text("agent");
  }

  static String expiry(Members token) {
    String at = token.text("expires_at");
    return at.isEmpty() ? "never" : Times.text(at);
  }

  /** Names and values, for a reader. */
  static List<String> facts(Members token) {
    return new ArrayList<>(
        List.of(
            "id", token.text("id"),
            "name", token.text("name"),
            "scope", token.text("scope"),
            "reaches", reach(token),
            "expires", expiry(token)));
  }
}
