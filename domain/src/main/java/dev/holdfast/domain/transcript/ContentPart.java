package dev.holdfast.domain.transcript;

/** One part of a message or of a tool's answer. Members nobody interprets stay in {@code extra}. */
public sealed interface ContentPart {

  /** Members beside those that have a component of their own. */
  RawFields extra();

  /** Plain text. */
  record Text(String text, RawFields extra) implements ContentPart {}

  /** A model's refusal to answer, in its own words. */
  record Refusal(String refusal, RawFields extra) implements ContentPart {}

  /** An image by URL, usually a data URL; never fetched by the gateway. */
  record Image(String url, RawFields extra) implements ContentPart {}

  /**
   * An inline file.
   *
   * @param name the file name, empty if the client gave none
   * @param data the content as a data URL or base64 text, empty if it came by reference only
   */
  record File(String name, String data, RawFields extra) implements ContentPart {}

  /**
   * A part of a type Holdfast only passes on.
   *
   * @param type the part's type as the client wrote it
   */
  record Other(String type, RawFields extra) implements ContentPart {}

  /** Text without further members. */
  static ContentPart text(String text) {
    return new Text(text, RawFields.NONE);
  }
}
