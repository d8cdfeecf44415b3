package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.transcript.RawFields;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Members that are kept as they came: which are worth it, and how they are written again. */
public final class RawMembers {

  private RawMembers() {}

  /** Whether a member's value says something: null and empty ones do not. */
  public static boolean tells(JsonNode value) {
    return !(value.isNull()
        || (value.isContainer() && value.isEmpty())
        || (value.isString() && value.stringValue().isEmpty()));
  }

  /**
   * Adds the members as they are kept, without reading them.
   *
   * @param out a text generator inside an object that already has a member
   */
  public static void write(JsonGenerator out, RawFields fields) {
    String json = fields.json();
    if (fields.isEmpty() || isBlank(json)) {
      return;
    }
    out.writeRaw(',');
    out.writeRaw(json, 1, json.length() - 2);
  }

  /** Whether an object as it came from outside holds nothing but white space. */
  private static boolean isBlank(String json) {
    int at = 1;
    while (at < json.length() - 1 && Character.isWhitespace(json.charAt(at))) {
      at++;
    }
    return at == json.length() - 1;
  }
}
