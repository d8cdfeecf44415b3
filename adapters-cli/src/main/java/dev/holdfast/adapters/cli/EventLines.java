package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes events of the lines of an event stream and prints each. Source: WHATWG HTML, 9.2.6; ours
 * have one line of data each.
 */
final class EventLines implements GatewayClient.Lines {

  private static final String ID = "id: ";
  private static final String EVENT = "event: ";
  private static final String DATA = "data: ";

  private final Printer printer;
  private final int limit;
  private int printed;
  private boolean began;
  private String id = "";
  private String name = "";
  private String data = "";
  private Members error = Members.NONE;

  EventLines(Printer printer, int limit) {
    this.printer = printer;
    this.limit = limit;
  }

  /** Whether the stream told anything. */
  boolean began() {
    return began;
  }

  @Override
  public boolean take(String line) {
    began = true;
    if (line.startsWith(ID)) {
      id = line.substring(ID.length());
    } else if (line.startsWith(EVENT)) {
      name = line.substring(EVENT.length());
    } else if (line.startsWith(DATA)) {
      data = line.substring(DATA.length());
    } else if (line.isEmpty() && !data.isEmpty()) {
      return dispatch();
    }
    return true;
  }

  private boolean dispatch() {
    Members facts =
        JsonText.object(data) instanceof JsonText.Reading.Read(Members read) ? read : Members.NONE;
    error = facts.object("error");
    if (error.equals(Members.NONE)) {
      printer.event(name, facts.json().put("id", id), screen -> screen.line(line(facts)));
      printed++;
    }
    name = "";
    data = "";
    return error.equals(Members.NONE) && printed < limit && printer.isHeard();
  }

  private static String line(Members facts) {
    return Stream.of(
            Times.text(facts.text("at")),
            facts.text("kind"),
            facts.text("key").isEmpty() ? "agent " + facts.text("agent") : facts.text("key"),
            facts.text("turn_id"),
            facts.text("state"),
            facts.text("reason"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }

  /** What became of it, once the stream has ended. */
  Answer answer() {
    if (printed >= limit || !printer.isHeard()) {
      return new Answer.Done(new JsonObject().putOrNull("after", id), Page.EMPTY);
    }
    String remedy =
        id.isEmpty()
            ? "Follow again with: holdfast events follow"
            : "Go on where it ended with: holdfast events follow --after " + id;
    JsonObject facts = new JsonObject().putOrNull("after", id);
    return error.equals(Members.NONE)
        ? Answer.Problem.of(
                ExitCode.GATEWAY_UNREACHABLE,
                "stream_ended",
                "The gateway ended the stream: it stops, or could not go on.",
                remedy)
            .with(facts)
        : Answer.Problem.of(ExitCode.FAILURE, error.text("code"), error.text("message"), remedy)
            .with(facts);
  }
}
