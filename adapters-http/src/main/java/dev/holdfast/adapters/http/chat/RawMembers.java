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
    if (fields.isEmpty()) {
      return;
    }
    out.writeRaw(',');
    out.writeRaw(fields.json(), 1, fields.json().length() - 2);
  }
}
