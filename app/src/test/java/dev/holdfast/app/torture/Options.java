package dev.holdfast.app.torture;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What {@code ./dev torture} was asked for.
 *
 * @param cycles how many processes are killed
 * @param workers how many processes share one store
 * @param rounds how many sessions get their first requests at the same time
 * @param seed what every choice follows from, but for what the machine decides
 */
record Options(Set<Part> parts, int cycles, int workers, int rounds, long seed) {

  private static final int CYCLES = 100;
  private static final int WORKERS = 8;
  private static final int ROUNDS = 500;

  Options {
    parts = Set.copyOf(parts);
  }

  /** What can be run by itself. */
  enum Part {
    KILL,
    FIRST_REQUESTS,
    WORKERS,
    PAUSED_OWNER,
    PLANTED_BUGS,
    FULL_DISK,
    FSYNC;

    /** As it is typed. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The words of the command line make no sense. */
  static final class Wrong extends Exception {

    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message);
    }
  }

  /** Reads the words after {@code ./dev torture}. An option that only one part has asks for it. */
  static Options of(List<String> words) throws Wrong {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    int cycles = CYCLES;
    int workers = WORKERS;
    int rounds = ROUNDS;
    long seed = System.nanoTime();
    Deque<String> left = new ArrayDeque<>(words);
    while (!left.isEmpty()) {
      String word = left.removeFirst();
      switch (word) {
        case "--cycles" -> {
          parts.add(Part.KILL);
          cycles = number(word, left);
        }
        case "--workers" -> {
          parts.add(Part.WORKERS);
          workers = number(word, left);
        }
        case "--rounds" -> rounds = number(word, left);
        case "--seed" -> seed = number(word, left);
        case "--fsync" -> parts.add(Part.FSYNC);
        default -> parts.add(part(word));
      }
    }
    return new Options(
        parts.isEmpty() ? EnumSet.allOf(Part.class) : parts, cycles, workers, rounds, seed);
  }

  private static int number(String option, Deque<String> left) throws Wrong {
    String word = left.isEmpty() ? "" : left.removeFirst();
    if (!word.matches("[1-9][0-9]{0,8}")) {
      throw new Wrong(option + " takes a number from 1 on, not '" + word + "'");
    }
    return Integer.parseInt(word);
  }

  private static Part part(String word) throws Wrong {
    return Arrays.stream(Part.values())
        .filter(part -> part.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Wrong(
                    "the parts are "
                        + String.join(", ", Arrays.stream(Part.values()).map(Part::word).toList())
                        + ", not '"
                        + word
                        + "'"));
  }
}
