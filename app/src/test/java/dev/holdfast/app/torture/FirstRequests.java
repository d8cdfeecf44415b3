package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Outcome;
import dev.holdfast.app.torture.StoreRows.EventRow;
import dev.holdfast.app.torture.StoreRows.TranscriptRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Rounds in which several callers ask at the same time for a session that does not exist yet. */
final class FirstRequests {

  /** How many ask at once for one key. */
  static final int CALLERS = 8;

  /** Older than any day's hour. */
  private static final Duration STALE = Duration.ofDays(2);

  private final List<Operation> operations = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  /**
   * What became of the rounds.
   *
   * @param answered requests answered
   * @param sessions session ids that were told
   * @param whole transcripts with one question and one answer of each caller, in one chain
   * @param violations none if every promise was kept
   */
  record Report(
      int rounds,
      int answered,
      int sessions,
      int whole,
      Duration took,
      List<Violation> violations) {

    /** Whether every number is what it must be. */
    boolean isAsPromised() {
      return violations.isEmpty()
          && answered == rounds * CALLERS
          && sessions == rounds
          && whole == rounds;
    }

    @Override
    public String toString() {
      return rounds
          + " rounds of "
          + CALLERS
          + ": "
          + answered
          + " answered, "
          + sessions
          + " session ids, "
          + whole
          + " transcripts of "
          + CALLERS
          + " questions and "
          + CALLERS
          + " answers in one chain, "
          + violations.size()
          + " violations, "
          + took.toMillis()
          + " ms";
    }
  }

  /** Has a crowd ask for the first time under fresh keys. */
  Duration run(Crowd crowd, int rounds, String tag) throws InterruptedException {
    keys.clear();
    for (int round = 0; round < rounds; round++) {
      keys.add(TortureHome.key("fresh-" + round));
    }
    long began = System.nanoTime();
    for (String key : keys) {
      String name = key.substring(key.lastIndexOf(':') + 1);
      operations.addAll(crowd.askAtOnce(key, tag + "-" + name));
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /**
   * Counts and checks; every process is idle or gone.
   *
   * @param before the store when the rounds began
   * @param rotations how many new sessions by policy were due for each key
   */
  Report report(TortureHome home, StoreRows before, int rotations, Duration took) {
    StoreRows rows = StoreRows.read(home.database());
    List<Violation> violations = new ArrayList<>(home.integrity());
    violations.addAll(
        HistoryChecker.check(History.of(operations, rows).from(before).withRotations(rotations)));
    List<Outcome.Answered> answers = History.answers(operations);
    List<String> told = answers.stream().map(Outcome.Answered::session).distinct().toList();
    int whole = (int) told.stream().filter(session -> isWhole(rows, session)).count();
    return new Report(keys.size(), answers.size(), told.size(), whole, took, violations);
  }

  private static boolean isWhole(StoreRows rows, String session) {
    Map<Long, EventRow> events = new HashMap<>();
    rows.events().stream()
        .filter(event -> event.session().equals(session))
        .forEach(event -> events.put(event.sequence(), event));
    long head =
        rows.transcripts().stream()
            .filter(transcript -> transcript.session().equals(session))
            .mapToLong(TranscriptRow::head)
            .findFirst()
            .orElse(0);
    int questions = 0;
    int answers = 0;
    for (EventRow event = events.get(head); event != null; event = events.get(event.parent())) {
      questions += event.role().equals("user") ? 1 : 0;
      answers += event.role().equals("assistant") ? 1 : 0;
    }
    return questions == CALLERS && answers == CALLERS && events.size() == questions + answers;
  }

  /** Makes every session of a store that nobody has open so old that a daily reset is due. */
  static void makeStale(Path database) {
    long micros = TimeUnit.MICROSECONDS.convert(STALE);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE transcripts SET started_at_micros = started_at_micros - " + micros);
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot make stale: " + database, failure);
    }
  }
}
