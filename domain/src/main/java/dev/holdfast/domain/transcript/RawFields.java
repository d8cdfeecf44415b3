package dev.holdfast.domain.transcript;

/**
 * JSON members that Holdfast keeps and passes on without reading them, as the text of one JSON
 * object. The domain never parses the text; whoever makes one guarantees that it is an object.
 *
 * @param json the object's text, {@code {}} when there are no members
 */
public record RawFields(String json) {

  /** No members. */
  public static final RawFields NONE = new RawFields("{}");

  public RawFields {
    if (!json.startsWith("{") || !json.endsWith("}")) {
      throw new IllegalArgumentException("raw fields are the text of a JSON object");
    }
  }

  /** Whether there are no members. */
  public boolean isEmpty() {
    return json.equals("{}");
  }
}
