package dev.holdfast.app.configuration;

/** Makes a session key of a client's value: the value between two fixed texts. */
public record KeyTemplate(String before, String after) {

  /** What stands for the client's value. */
  public static final String PLACEHOLDER = "{value}";

  /** The value itself. */
  public static final KeyTemplate BARE = new KeyTemplate("", "");

  /** Whether {@link #of} accepts this text: it holds the placeholder exactly once. */
  public static boolean isValid(String text) {
    int first = text.indexOf(PLACEHOLDER);
    return first >= 0 && first == text.lastIndexOf(PLACEHOLDER);
  }

  /**
   * The template a text describes, such as <code>openwebui:{value}</code>.
   *
   * @throws IllegalArgumentException unless {@link #isValid}
   */
  public static KeyTemplate of(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException("a key template holds " + PLACEHOLDER + " exactly once");
    }
    int at = text.indexOf(PLACEHOLDER);
    return new KeyTemplate(text.substring(0, at), text.substring(at + PLACEHOLDER.length()));
  }

  /** The key for a value, as a client could have written it itself. */
  public String apply(String value) {
    return before + value + after;
  }
}
