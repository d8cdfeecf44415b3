package dev.holdfast.adapters.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Whoever can be asked whether a change shall be made. */
sealed interface Person {

  /** Set by the launcher exactly if standard input is a terminal; a JVM cannot ask cheaply. */
  String INPUT_PROPERTY = "holdfast.terminal.input";

  /** Set by the launcher exactly if standard error is a terminal. */
  String ERRORS_PROPERTY = "holdfast.terminal.errors";

  /** Nobody sits there: another program started this one, and meant it. */
  record Nobody() implements Person {}

  /** Somebody types, and does not see what would be asked: standard error leads elsewhere. */
  record Unseeing() implements Person {}

  /**
   * Whoever sits there.
   *
   * @param properties what the launcher found, by the name of a property
   * @param input where somebody would answer
   */
  static Person describedBy(UnaryOperator<String> properties, InputStream input) {
    if (!Boolean.parseBoolean(properties.apply(INPUT_PROPERTY))) {
      return new Nobody();
    }
    return Boolean.parseBoolean(properties.apply(ERRORS_PROPERTY))
        ? new AtTerminal(input)
        : new Unseeing();
  }

  /** Somebody who reads standard error and types into standard input. */
  record AtTerminal(InputStream input) implements Person {

    private static final Set<String> YES = Set.of("y", "yes");

    /** Whether the next line that is typed says yes; anything else means no. */
    boolean saysYes() {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
      try {
        String line = lines.readLine();
        return line != null && YES.contains(line.strip().toLowerCase(Locale.ROOT));
      } catch (IOException failure) {
        throw new UncheckedIOException("standard input cannot be read", failure);
      }
    }
  }
}
