package dev.holdfast.adapters.http.json;

import dev.holdfast.domain.transcript.RawFields;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects members of one JSON object byte for byte, in the order they are added. */
public final class RawMemberWriter {

  private final ByteArrayOutputStream members = new ByteArrayOutputStream();

  /** Adds a member: name, colon and value as they stand between two positions of a text. */
  public void add(byte[] text, int from, int to) {
    members.write(members.size() == 0 ? '{' : ',');
    members.write(text, from, to - from);
  }

  /** The object of all members. */
  public RawFields fields() {
    if (members.size() == 0) {
      return RawFields.NONE;
    }
    members.write('}');
    return new RawFields(members.toString(StandardCharsets.UTF_8));
  }
}
