package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.ports.memory.RecordedTelemetry;
import dev.holdfast.ports.out.env.Storage.Durability;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.Telemetry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Changes that wait are committed together, and nobody is told of less than COMMIT")
class GroupCommitTest {

  private final Path home;
  private final RecordedTelemetry telemetry = new RecordedTelemetry();
  private Writer<RawDatabase> writer;
  private ExecutorService callers;

  GroupCommitTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void open() {
    SqliteFixture.withStore(home);
    writer =
        Writer.open(
            DatabaseFile.in(home, RawDatabase.AGENT),
            Durability.NORMAL,
            RawDatabase::on,
            "test",
            failure -> {},
            new Writer.Told(telemetry, Telemetry.Database.AGENT));
    callers = Executors.newVirtualThreadPerTaskExecutor();
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    writer.close();
  }

  private static int insert(RawDatabase raw, String session) throws SQLException {
    return raw.execute(
        "INSERT INTO transcripts (session_id, session_key, started_at_micros)"
            + " VALUES ('%s', 'agent:main:a', 1)".formatted(session));
  }

  /** A row whose foreign key is checked at COMMIT only, and fails there. */
  private static int insertPoison(RawDatabase raw) throws SQLException {
    raw.execute("PRAGMA defer_foreign_keys = ON");
    return raw.execute(
        "INSERT INTO transcripts (session_id, session_key, previous_session_id, rotation_reason,"
            + " started_at_micros) VALUES ('poison', 'agent:main:a', 'nowhere', 'reset', 1)");
  }

  private List<String> stored() throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      return raw.rows("SELECT session_id FROM transcripts ORDER BY session_id");
    }
  }

  /** Hands over tasks that all wait at the same time, and tells what became of each. */
  private List<String> together(List<Task.Work<RawDatabase, Integer>> works) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Integer> holder =
        CompletableFuture.supplyAsync(
            () ->
                writer.<Integer>call(
                    raw -> {
                      held.countDown();
                      return awaited(goOn);
                    }),
            callers);
    assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    CountDownLatch handedOver = new CountDownLatch(works.size());
    for (Task.Work<RawDatabase, Integer> work : works) {
      waiting.add(
          CompletableFuture.supplyAsync(
              () -> {
                handedOver.countDown();
                return outcome(work);
              },
              callers));
    }
    assertThat(handedOver.await(30, TimeUnit.SECONDS)).isTrue();
    goOn.countDown();
    assertThat(holder.get(30, TimeUnit.SECONDS)).isZero();
    List<String> outcomes = new ArrayList<>();
    for (CompletableFuture<String> future : waiting) {
      outcomes.add(future.get(30, TimeUnit.SECONDS));
    }
    return outcomes;
  }

  private String outcome(Task.Work<RawDatabase, Integer> work) {
    try {
      return "stored " + writer.call(work);
    } catch (StorageFailure failure) {
      return failure.code().name();
    } catch (IllegalArgumentException refused) {
      return "refused";
    }
  }

  private static int awaited(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS) ? 0 : 1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_change_that_breaks_a_rule_undoes_only_itself() throws Exception {
    List<String> outcomes =
        together(
            List.of(
                raw -> insert(raw, "a"),
                raw -> insert(raw, "b") + insert(raw, "b"),
                raw -> {
                  insert(raw, "c");
                  throw new IllegalArgumentException("on purpose");
                },
                raw -> insert(raw, "d")));

    assertThat(outcomes).containsExactly("stored 1", "CONSTRAINT", "refused", "stored 1");
    assertThat(stored()).containsExactly("a", "d");
  }

  @Test
  void each_commit_is_told_with_the_changes_that_are_in_it() throws Exception {
    // The first holds the writer, so that the others are one batch; of those one is refused.
    together(List.of(raw -> insert(raw, "a"), raw -> insert(raw, "b"), raw -> insert(raw, "a")));

    List<String> told = telemetry.told();
    assertThat(told)
        .startsWith("committed: AGENT 1")
        .allMatch(line -> line.startsWith("committed"));
    assertThat(told.stream().mapToInt(GroupCommitTest::changes).sum()).isEqualTo(3);
  }

  private static int changes(String told) {
    return Integer.parseInt(told.substring(told.lastIndexOf(' ') + 1));
  }

  @Test
  void a_transaction_that_holds_nothing_is_no_commit() throws Exception {
    assertThat(outcome(raw -> insert(raw, "a") + insert(raw, "a"))).isEqualTo("CONSTRAINT");

    assertThat(telemetry.told()).isEmpty();
  }

  @Test
  void a_commit_that_fails_is_told_as_that() {
    assertThat(outcome(GroupCommitTest::insertPoison)).isEqualTo("COMMIT_FAILED");

    assertThat(telemetry.told()).containsExactly("commit failed: AGENT 1");
  }

  @Test
  void a_failed_commit_acknowledges_nobody_and_the_next_change_is_stored() throws Exception {
    List<String> outcomes = together(List.of(GroupCommitTest::insertPoison));

    assertThat(outcomes).containsExactly("COMMIT_FAILED");
    assertThat(stored()).isEmpty();
    assertThat(outcome(raw -> insert(raw, "next"))).isEqualTo("stored 1");
    assertThat(stored()).containsExactly("next");
  }

  @Test
  void a_failed_commit_of_a_batch_fails_all_of_it() throws Exception {
    // Deferred checks hold for the whole transaction, so whoever shares it shares its fate.
    List<String> outcomes =
        together(
            List.of(
                raw -> insert(raw, "a"), GroupCommitTest::insertPoison, raw -> insert(raw, "b")));

    assertThat(outcomes).contains("COMMIT_FAILED");
    List<String> stored = stored();
    assertThat(stored).doesNotContain("poison");
    assertThat(outcomes.get(0).equals("stored 1")).isEqualTo(stored.contains("a"));
    assertThat(outcomes.get(2).equals("stored 1")).isEqualTo(stored.contains("b"));
  }

  @Test
  void a_full_database_says_so_and_goes_on_when_there_is_room() throws SQLException {
    writer.<Integer>call(
        raw -> raw.execute("PRAGMA max_page_count = " + raw.value("PRAGMA page_count")));

    assertThat(
            outcome(
                raw ->
                    raw.execute(
                        "INSERT INTO artifacts (artifact_id, content, created_at_micros) VALUES"
                            + " ('%s', hex(randomblob(500000)), 1)".formatted("a".repeat(64)))))
        .isEqualTo("FULL");
    writer.<Integer>call(raw -> raw.execute("PRAGMA max_page_count = 1000000"));

    assertThat(outcome(raw -> insert(raw, "next"))).isEqualTo("stored 1");
    assertThat(stored()).containsExactly("next");
  }

  @Test
  void an_error_of_the_work_comes_back_to_its_caller() throws SQLException {
    StackOverflowError error = new StackOverflowError("on purpose");

    assertThatThrownBy(
            () ->
                writer.<Integer>call(
                    raw -> {
                      insert(raw, "a");
                      throw error;
                    }))
        .isSameAs(error);

    assertThat(stored()).isEmpty();
    assertThat(outcome(raw -> insert(raw, "next"))).isEqualTo("stored 1");
  }

  @Test
  void a_writer_that_dies_says_so_and_leaves_nobody_waiting() throws Exception {
    CompletableFuture<StorageFailure> death = new CompletableFuture<>();
    AtomicInteger connections = new AtomicInteger();
    try (Writer<RawDatabase> mortal =
        Writer.open(
            DatabaseFile.in(home, RawDatabase.AGENT),
            Durability.NORMAL,
            connection -> {
              if (connections.incrementAndGet() > 1) {
                throw new IllegalStateException("no second connection, on purpose");
              }
              return RawDatabase.on(connection);
            },
            "mortal",
            death::complete,
            new Writer.Told(telemetry, Telemetry.Database.AGENT))) {
      assertThatThrownBy(() -> mortal.<Integer>call(GroupCommitTest::insertPoison))
          .isInstanceOf(StorageFailure.class);
      assertThat(death).isNotDone();

      assertThatThrownBy(() -> mortal.<Integer>call(raw -> insert(raw, "a")))
          .isInstanceOfSatisfying(
              StorageFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.COMMIT_FAILED));

      assertThat(death.get(30, TimeUnit.SECONDS)).hasMessageContaining("died");
      assertThatThrownBy(() -> mortal.<Integer>call(raw -> insert(raw, "b")))
          .isInstanceOfSatisfying(
              StorageFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CLOSED));
    }
  }

  @Test
  void a_virtual_thread_never_enters_the_database() throws Exception {
    Thread worker =
        CompletableFuture.supplyAsync(
                () -> writer.<Thread>call(raw -> Thread.currentThread()), callers)
            .get(30, TimeUnit.SECONDS);

    assertThat(worker.isVirtual()).isFalse();
    assertThat(worker.getName()).isEqualTo("holdfast-writer-test");
  }

  @Test
  void an_interrupted_caller_still_has_its_change_stored() throws Exception {
    Thread.currentThread().interrupt();

    String outcome = outcome(raw -> insert(raw, "a"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome).isEqualTo("stored 1");
    assertThat(stored()).containsExactly("a");
  }

  @Test
  void many_callers_are_all_answered_and_all_stored() throws Exception {
    List<Task.Work<RawDatabase, Integer>> works = new ArrayList<>();
    for (int number = 0; number < 600; number++) {
      String session = "s%03d".formatted(number);
      works.add(raw -> insert(raw, session));
    }

    assertThat(together(works)).hasSize(600).containsOnly("stored 1");
    assertThat(stored()).hasSize(600);
  }

  @Test
  void nobody_is_forgotten_when_the_writer_closes() throws Exception {
    List<CompletableFuture<String>> callersOutcomes = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      String session = "s" + number;
      callersOutcomes.add(
          CompletableFuture.supplyAsync(() -> outcome(raw -> insert(raw, session)), callers));
    }

    writer.close();

    int stored = 0;
    for (CompletableFuture<String> future : callersOutcomes) {
      String outcome = future.get(30, TimeUnit.SECONDS);
      assertThat(outcome).isIn("stored 1", "CLOSED");
      stored += outcome.equals("CLOSED") ? 0 : 1;
    }
    assertThat(stored()).hasSize(stored);
  }
}
