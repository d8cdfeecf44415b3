package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.transcript.RawFields;
import tools.jackson.core.JsonGenerator;

/** Writes kept members into an object that is being written. */
public final class RawMembers {

  private RawMembers() {}

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
