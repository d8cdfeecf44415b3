package dev.holdfast.adapters.cli;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command that shows one page of a list, and how a page is told. */
final class PageOptions {

  private static final String LIMIT = "--limit";
  private static final String AFTER = "--after";

  /** A screenful. */
  private static final int USUAL_LIMIT = 20;

  private static final int HIGHEST_LIMIT = 1_000;

  private PageOptions() {}

  static CommandSpec addTo(CommandSpec command) {
    return command
        .addOption(
            OptionSpec.builder(LIMIT)
                .paramLabel("N")
                .type(int.class)
                .converters(new WholeNumber())
                .description(
                    "At most so many, 1 to " + HIGHEST_LIMIT + ". Else " + USUAL_LIMIT + ".")
                .build())
        .addOption(
            Parameters.text(AFTER, "CURSOR", "Go on where a page ended; it told this word."));
  }

  /** A list command's way from its options to its answer. */
  interface Asking {
    Answer page(String after, int limit);
  }

  /**
   * Asks for the page that the options mean, unless they make no sense.
   *
   * @param isPlace whether a word is one that a page of this list could have told
   */
  static Answer ask(Invocation invocation, Predicate<String> isPlace, Asking asking) {
    String after = after(invocation);
    return isPlace.test(after)
        ? limited(invocation, limit -> asking.page(after, limit))
        : unknownPlace();
  }

  /** Goes on with how many entries are wished, unless that makes no sense. */
  static Answer limited(Invocation invocation, IntFunction<Answer> page) {
    int limit = invocation.arguments().number(LIMIT, USUAL_LIMIT);
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      return Usage.problem(
          LIMIT + " takes a number from 1 to " + HIGHEST_LIMIT + ", not " + limit + ".");
    }
    return page.apply(limit);
  }

  /** The word behind which the page shall begin, empty for the first one. */
  static String after(Invocation invocation) {
    return invocation.arguments().text(AFTER);
  }

  /** What is said of a word that no page of the list told. */
  static Answer unknownPlace() {
    return Usage.problem(AFTER + " takes the word that a page of this list told, as it was told.");
  }

  /**
   * Tells a page.
   *
   * @param name what the entries are called in JSON
   * @param next the word to go on with, empty if there is no more
   * @param none what is said if there are no entries
   * @param table makes a table of them
   */
  static Answer told(
      String name, List<JsonObject> entries, String next, String none, Consumer<Screen> table) {
    return new Answer.Done(data(name, entries, next), page(entries, next, none, table));
  }

  /** A page as data; as {@link #told}. */
  static JsonObject data(String name, List<JsonObject> entries, String next) {
    return new JsonObject()
        .putObjects(name, entries)
        .put("more", !next.isEmpty())
        .putOrNull("next", next);
  }

  /** A page to read; as {@link #told}. */
  static Page page(List<JsonObject> entries, String next, String none, Consumer<Screen> table) {
    return screen -> {
      if (entries.isEmpty()) {
        screen.line(none);
      } else {
        table.accept(screen);
      }
      if (!next.isEmpty()) {
        screen.line("There are more: " + AFTER + " " + next);
      }
    };
  }
}
