package dev.holdfast.domain.route;

import java.util.Locale;

/** How a turn is executed: lower-case, 1 to 64 characters. */
public record RuntimeId(String value) {

  /** Longest id, in characters. */
  public static final int MAX_LENGTH = 64;

  /** The gateway calls the provider's HTTP API itself. */
  public static final RuntimeId API = new RuntimeId("api");

  /** The coding runtime that legacy model names imply. */
  public static final RuntimeId CODEX = new RuntimeId("codex");

  public RuntimeId {
    if (value.isEmpty()
        || value.length() > MAX_LENGTH
        || !value.equals(value.strip().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("not a canonical runtime id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
