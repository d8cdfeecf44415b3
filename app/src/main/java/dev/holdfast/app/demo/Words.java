package dev.holdfast.app.demo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes words and sentences out of texts, in one pass each. */
final class Words {

  /** Words of a question that say nothing about what it asks for. */
  private static final Set<String> COMMON =
      Set.of(
          ("a about again all am an and are as at be been but by can could did do does for from had"
               + " has have he her his how i in is it its just know let many me mine much my of on"
               + " or our please remember said say s she so t tell that the their them then there"
               + " they this to told up us was we were what when where which who whom whose why"
               + " will with would you your yours")
              .split(" "));

  /** First words of sentences that ask for something without a question mark. */
  private static final Set<String> ASKING =
      Set.of(
          "what", "who", "whose", "where", "when", "why", "which", "how", "tell", "recall",
          "repeat");

  private Words() {}

  /** The words, lower-case, in their order, each once. */
  static Set<String> of(String text) {
    Set<String> words = new LinkedHashSet<>();
    spelled(text).forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
    return words;
  }

  /** The words as they are written, in their order. */
  private static List<String> spelled(String text) {
    List<String> words = new ArrayList<>();
    int from = -1;
    for (int at = 0; at <= text.length(); at++) {
      boolean inside = at < text.length() && Character.isLetterOrDigit(text.charAt(at));
      if (inside && from < 0) {
        from = at;
      } else if (!inside && from >= 0) {
        words.add(text.substring(from, at));
        from = -1;
      }
    }
    return words;
  }

  /** The words that say what a text is about. */
  static Set<String> telling(String text) {
    Set<String> words = of(text);
    words.removeAll(COMMON);
    return words;
  }

  /** The words of an identifier: {@code getWeather_now} has get, weather and now. */
  static Set<String> ofName(String name) {
    StringBuilder spaced = new StringBuilder();
    for (int at = 0; at < name.length(); at++) {
      char unit = name.charAt(at);
      boolean hump =
          at > 0 && Character.isUpperCase(unit) && Character.isLowerCase(name.charAt(at - 1));
      spaced.append(hump ? " " : "").append(unit);
    }
    return of(spaced.toString());
  }

  /** The sentences, trimmed, with their ends; a dot inside a number or a name ends none. */
  static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      boolean last = at + 1 == text.length();
      boolean end =
          switch (text.charAt(at)) {
            case '\n' -> true;
            case '.', '!', '?' -> last || Character.isWhitespace(text.charAt(at + 1));
            case '。', '！', '？' -> true;
            default -> last;
          };
      if (end) {
        String sentence = text.substring(from, at + 1).strip();
        if (!sentence.isEmpty()) {
          sentences.add(sentence);
        }
        from = at + 1;
      }
    }
    return sentences;
  }

  /** Whether a sentence is a question. */
  static boolean asks(String sentence) {
    return sentence.endsWith("?")
        || sentence.endsWith("？")
        || of(sentence).stream().findFirst().filter(ASKING::contains).isPresent();
  }

  /**
   * What a text is about, in one word: the last capitalized one that does not open it, else the
   * last one; {@code demo} for a text without words.
   */
  static String subject(String text) {
    List<String> words = spelled(text);
    return words.stream()
        .skip(1)
        .filter(word -> Character.isUpperCase(word.charAt(0)))
        .reduce((earlier, later) -> later)
        .orElse(words.isEmpty() ? "demo" : words.getLast());
  }

  /** A text for an answer: at most so many characters, a longer one cut. */
  static String quoted(String text, int longest) {
    if (text.length() <= longest) {
      return '"' + text + '"';
    }
    boolean insidePair = Character.isHighSurrogate(text.charAt(longest - 1));
    return '"' + text.substring(0, insidePair ? longest - 1 : longest) + "…\"";
  }
}
