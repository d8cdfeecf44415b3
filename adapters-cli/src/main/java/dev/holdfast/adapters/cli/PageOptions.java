package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import java.util.List;
import java.util.function.Consumer;
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
    Answer page(GatewayCall call);
  }

  /**
   * Asks for the page that the options mean.
   *
   * @param call the list's, to which they are added
   */
  static Answer ask(Invocation invocation, GatewayCall call, Asking asking) {
    int limit = invocation.arguments().number(LIMIT, USUAL_LIMIT);
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      return Usage.problem(
          LIMIT + " takes a number from 1 to " + HIGHEST_LIMIT + ", not " + limit + ".");
    }
    return asking.page(
        call.with("limit", Integer.toString(limit))
            .with("after", invocation.arguments().text(AFTER)));
  }

  /**
   * Tells a page.
   *
   * @param name what the entries are called in JSON
   * @param none what is said if there are none
   * @param table makes a table of them
   */
  static Answer told(Members page, String name, String none, Consumer<Screen> table) {
    List<Members> entries = page.objects("data");
    JsonObject data =
        new JsonObject()
            .putObjects(name, entries.stream().map(Members::json).toList())
            .put("more", page.isTrue("has_more"))
            .putOrNull("next", page.text("next"));
    return new Answer.Done(
        data,
        screen -> {
          if (entries.isEmpty()) {
            screen.line(none);
          } else {
            table.accept(screen);
          }
          if (page.isTrue("has_more")) {
            screen.line("There are more: " + AFTER + " " + page.text("next"));
          }
        });
  }
}
