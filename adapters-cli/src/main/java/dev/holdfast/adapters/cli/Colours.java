package dev.holdfast.adapters.cli;

import java.util.Map;
import java.util.function.Function;

/**
 * What the streams of the process can show beside plain text. Neither a file nor another program is
 * ever sent anything but text.
 */
record Colours(Shown out, Shown err) {

  /** How much a stream shows. */
  enum Shown {
    /** Text alone: a file, another program, or a terminal that knows no more. */
    TEXT,
    /** Lines that are written anew, and no colours: somebody does not want them. */
    LINES,
    /** Everything. */
    COLOURS
  }

  static final Colours NONE = new Colours(Shown.TEXT, Shown.TEXT);

  /**
   * What the process's surroundings say.
   *
   * @param property the launcher's words, empty if there is none of that name
   * @param environment {@code NO_COLOR}, {@code CLICOLOR} and {@code TERM} count. Source:
   *     no-color.org, bixense.com/clicolors
   */
  static Colours of(Function<String, String> property, Map<String, String> environment) {
    boolean out = !property.apply(Terminal.COLUMNS_PROPERTY).isEmpty();
    boolean err = property.apply(Person.ERRORS_PROPERTY).equals("true");
    return new Colours(shown(out, environment), shown(err, environment));
  }

  private static Shown shown(boolean terminal, Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "");
    if (!terminal || term.isEmpty() || term.equals("dumb")) {
      return Shown.TEXT;
    }
    boolean unwanted =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("CLICOLOR", "").equals("0");
    return unwanted ? Shown.LINES : Shown.COLOURS;
  }
}
