package dev.holdfast.ports.in;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page of a list ends, as one word that no shell takes apart and only Holdfast makes sense
 * of. It proves nothing and grants nothing: whoever brings one gets what it could have listed
 * without.
 */
public final class Cursor {

  /** Longer than any cursor of ours: a session key of 522 code points and a time. */
  private static final int MAX_LENGTH = 4096;

  private static final String SEPARATOR = "\n";

  private Cursor() {}

  /**
   * A cursor of a list.
   *
   * @param list names the list, so that a cursor of another one is noticed
   * @param parts without line breaks
   */
  public static String of(String list, String... parts) {
    String text = list + SEPARATOR + String.join(SEPARATOR, parts);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The parts of a cursor of a list; empty if it is none. */
  public static Optional<List<String>> read(String list, String cursor) {
    if (cursor.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      String text = new String(bytes, StandardCharsets.UTF_8);
      List<String> parts = List.of(text.split(SEPARATOR, -1));
      // What is no text comes out as another one.
      boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
      return isText && parts.getFirst().equals(list)
          ? Optional.of(parts.subList(1, parts.size()))
          : Optional.empty();
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }
}
