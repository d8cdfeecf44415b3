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

  /** These members, then those of another object, whose names must be others. */
  public RawFields and(RawFields more) {
    if (isEmpty() || more.isEmpty()) {
      return isEmpty() ? more : this;
    }
    return new RawFields(json.substring(0, json.length() - 1) + "," + more.json.substring(1));
  }

  /** Whether there are no members. */
  public boolean isEmpty() {
    return json.equals("{}");
  }
}
