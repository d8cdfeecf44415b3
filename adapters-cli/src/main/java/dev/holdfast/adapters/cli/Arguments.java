package dev.holdfast.adapters.cli;

import java.util.List;
import picocli.CommandLine.ParseResult;

/**
 * What was typed, already in its type.
 *
 * @param levels the command first, then the words before it: what is typed close to the command
 *     counts before what is typed further away
 */
record Arguments(List<ParseResult> levels) {

  Arguments {
    levels = List.copyOf(levels);
  }

  /** Whether an option is there. */
  boolean has(String option) {
    return levels.stream().anyMatch(level -> level.hasMatchedOption(option));
  }

  /** The option's value, empty if it was not given. */
  String text(String option) {
    return value(option, "");
  }

  int number(String option, int otherwise) {
    return value(option, otherwise);
  }

  /** A parameter that must be there. */
  String parameter(int index) {
    return levels.getFirst().matchedPositionalValue(index, "");
  }

  private <T> T value(String option, T otherwise) {
    for (ParseResult level : levels) {
      if (level.hasMatchedOption(option)) {
        return level.matchedOptionValue(option, otherwise);
      }
    }
    return otherwise;
  }
}
