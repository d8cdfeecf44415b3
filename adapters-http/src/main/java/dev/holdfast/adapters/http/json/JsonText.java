package dev.holdfast.adapters.http.json;

import java.nio.charset.StandardCharsets;

/**
 * Builds small JSON texts: fixed members around a few strings and numbers. It escapes half
 * surrogate pairs instead of refusing them, because a stream may cut a character in two and the
 * client joins the halves.
 */
public final class JsonText {

  private static final int EXPECTED_LENGTH = 512;
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder(EXPECTED_LENGTH);

  /** Appends JSON as it is. */
  public JsonText raw(String json) {
    text.append(json);
    return this;
  }

  /** Appends a number. */
  public JsonText number(long value) {
    text.append(value);
    return this;
  }

  /** Appends a text as a JSON string. */
  public JsonText string(String value) {
    text.append('"');
    int plain = 0;
    for (int at = 0; at < value.length(); at++) {
      char character = value.charAt(at);
      if (isPlain(character)) {
        continue;
      }
      if (Character.isHighSurrogate(character)
          && at + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(at + 1))) {
        at++;
        continue;
      }
      text.append(value, plain, at);
      escape(character);
      plain = at + 1;
    }
    text.append(value, plain, value.length()).append('"');
    return this;
  }

  private static boolean isPlain(char character) {
    return character >= ' '
        && character != '"'
        && character != '\\'
        && !Character.isSurrogate(character);
  }

  private void escape(char character) {
    switch (character) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default ->
          text.append("\\u")
              .append(HEX.charAt(character >> 12))
              .append(HEX.charAt((character >> 8) & 0xf))
              .append(HEX.charAt((character >> 4) & 0xf))
              .append(HEX.charAt(character & 0xf));
    }
  }

  /** What was built. */
  public String text() {
    return text.toString();
  }

  /** What was built, in UTF-8. */
  public byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
