package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Kind;
import dev.holdfast.app.torture.Operation.Outcome;
import dev.holdfast.app.torture.StoreRows.EventRow;
import dev.holdfast.app.torture.StoreRows.LeaseRow;
import dev.holdfast.app.torture.StoreRows.SessionRow;
import dev.holdfast.app.torture.StoreRows.TranscriptRow;
import dev.holdfast.app.torture.StoreRows.TurnRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A history in the making: good as long as nobody bends it. */
final class ForgedHistory {

  static final String KEY = "agent:main:web:direct:ann";

  final List<Operation> operations = new ArrayList<>();
  final List<SessionRow> sessions = new ArrayList<>();
  final List<TranscriptRow> transcripts = new ArrayList<>();
  final List<EventRow> events = new ArrayList<>();
  final List<TurnRow> turns = new ArrayList<>();
  final List<LeaseRow> leases = new ArrayList<>();
  private long now;

  /** Two turns, a reset, and two more turns, one after the other. */
  static ForgedHistory good() {
    ForgedHistory history = new ForgedHistory();
    history.session("s1", "", "");
    history.turn("s1", "one");
    history.turn("s1", "two");
    history.reset("s2", "s1");
    history.turn("s2", "three");
    history.turn("s2", "four");
    return history;
  }

  History history() {
    return History.of(operations, new StoreRows(sessions, transcripts, events, turns, leases));
  }

  /** What the checker finds. */
  List<Violation> violations() {
    return HistoryChecker.check(history());
  }

  void session(String session, String previous, String reason) {
    transcripts.add(new TranscriptRow(session, KEY, previous, reason, 0, 0));
    sessions.clear();
    sessions.add(new SessionRow(KEY, session));
  }

  void reset(String session, String previous) {
    session(session, previous, "reset");
    operations.add(operation(Kind.RESET, "to " + session, new Outcome.Answered(session, "", "")));
  }

  /** A turn with everything that belongs to it. */
  void turn(String session, String text) {
    long head =
        transcripts.stream()
            .filter(row -> row.session().equals(session))
            .mapToLong(TranscriptRow::head)
            .findFirst()
            .orElseThrow();
    long question = event(session, head, text, "user", text);
    long answer = event(session, question, text, "assistant", "answer to " + text);
    head(session, answer);
    begun(session, text, "completed");
    operations.add(
        operation(
            Kind.TURN, text, new Outcome.Answered(session, "turn-" + text, "answer to " + text)));
  }

  /** An event, and its sequence. */
  long event(String session, long parent, String turn, String role, String text) {
    long sequence = 1 + events.stream().filter(row -> row.session().equals(session)).count();
    events.add(new EventRow(session, sequence, parent, "turn-" + turn, role, text));
    bend(transcripts, row -> row.session().equals(session) ? withEvents(row, sequence) : row);
    return sequence;
  }

  void head(String session, long head) {
    bend(
        transcripts,
        row ->
            row.session().equals(session)
                ? new TranscriptRow(
                    session, row.key(), row.previous(), row.reason(), row.eventCount(), head)
                : row);
  }

  /** A turn's row, under the next epoch of a lease that is free again. */
  void begun(String session, String text, String state) {
    int number = turns.size() + 1;
    turns.add(new TurnRow(number, "turn-" + text, KEY, session, state, "owner", number));
    leases.clear();
    leases.add(new LeaseRow(KEY, number, ""));
  }

  /** A request of these moments, one after all others. */
  Operation operation(Kind kind, String text, Outcome outcome) {
    now += 10;
    return new Operation("process", KEY, kind, text, now, now + 5, outcome);
  }

  static <R> void bend(List<R> rows, UnaryOperator<R> change) {
    rows.replaceAll(change);
  }

  private static TranscriptRow withEvents(TranscriptRow row, long count) {
    return new TranscriptRow(
        row.session(), row.key(), row.previous(), row.reason(), count, row.head());
  }
}
