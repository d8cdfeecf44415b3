package dev.holdfast.domain.token;

import dev.holdfast.domain.session.SessionKey;

/** Which sessions a token reaches. */
public sealed interface KeyBinding {

  /** Every session, and turns without one. */
  record Any() implements KeyBinding {}

  /** This session only. */
  record Exact(SessionKey key) implements KeyBinding {}

  /**
   * Every session whose key begins so.
   *
   * @param prefix ends with {@code :}
   */
  record Prefix(String prefix) implements KeyBinding {
    public Prefix {
      if (!prefix.endsWith(":")) {
        throw new IllegalArgumentException("a key prefix ends with ':'");
      }
    }
  }

  /** Whether the token reaches a session. */
  default boolean reaches(SessionKey key) {
    return switch (this) {
      case Any() -> true;
      case Exact(SessionKey exact) -> exact.equals(key);
      case Prefix(String prefix) -> key.value().startsWith(prefix);
    };
  }

  /** Whether whoever is bound so reaches every session that the other reaches. */
  default boolean covers(KeyBinding other) {
    return switch (other) {
      case Any() -> this instanceof Any;
      case Exact(SessionKey exact) -> reaches(exact);
      case Prefix(String longer) ->
          switch (this) {
            case Any() -> true;
            case Exact exact -> false;
            case Prefix(String prefix) -> longer.startsWith(prefix);
          };
    };
  }
}
