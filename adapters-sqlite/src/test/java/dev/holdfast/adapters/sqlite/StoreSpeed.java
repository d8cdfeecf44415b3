package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.ports.contract.Race;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import dev.holdfast.ports.out.write.TurnWrites.StartResult;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures what the store adds to a turn: one snapshot and two commits. A program, not a test: run
 * it by hand, with a folder on the disk to measure; it takes a few seconds.
 */
final class StoreSpeed {

  private static final AgentId AGENT = AgentId.MAIN;
  private static final int TURNS_PER_KEY = 20;

  private final SqliteFixture store;
  private final AtomicLong number = new AtomicLong();

  private StoreSpeed(SqliteFixture store) {
    this.store = store;
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Files.createTempDirectory(Path.of(arguments[0]), "speed");
    SqliteFixture store = new SqliteFixture(home);
    try {
      store
          .storage()
          .open(
              new Storage.StorageRequest(
                  List.of(AGENT),
                  Storage.Creation.IF_ABSENT,
                  Storage.Durability.FULL,
                  Samples.ROUTES.blockedProviders(),
                  Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP));
      StoreSpeed speed = new StoreSpeed(store);
      speed.alone(3_000);
      speed.alone(3_000);
      speed.together(16, 300);
      speed.together(16, 300);
      speed.fill(100_000);
      speed.alone(3_000);
      speed.together(16, 300);
    } finally {
      store.storage().close();
      Folders.delete(home);
    }
  }

  private void alone(int turns) {
    long[] nanos = new long[turns];
    for (int turn = 0; turn < turns; turn++) {
      long started = System.nanoTime();
      turn("alone-" + number.get() / TURNS_PER_KEY);
      nanos[turn] = System.nanoTime() - started;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "one caller: p50 %d us, p99 %d us%n",
        nanos[turns / 2] / 1_000, nanos[turns * 99 / 100] / 1_000);
  }

  private void together(int callers, int turnsEach) throws Exception {
    long run = number.get();
    long writerBefore = cpuNanos("holdfast-writer-main");
    long readersBefore = cpuNanos("holdfast-reader-main");
    long started = System.nanoTime();
    Race.between(
        callers,
        caller ->
            () -> {
              for (int turn = 0; turn < turnsEach; turn++) {
                turn("together-%d-%d-%d".formatted(run, caller, turn / TURNS_PER_KEY));
              }
              return "done";
            });
    double seconds = (System.nanoTime() - started) / 1e9;
    int turns = callers * turnsEach;
    System.out.printf(
        "%d callers: %.0f turns/s; processor time per turn: writer %d us, readers %d us%n",
        callers,
        turns / seconds,
        (cpuNanos("holdfast-writer-main") - writerBefore) / 1_000 / turns,
        (cpuNanos("holdfast-reader-main") - readersBefore) / 1_000 / turns);
  }

  private static long cpuNanos(String name) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.threadId()))
        .sum();
  }

  private void fill(int sessions) {
    for (int from = 0; from < sessions; from += 1_000) {
      int first = from;
      store
          .transactions()
          .inAgent(
              AGENT,
              work -> {
                for (int at = first; at < first + 1_000; at++) {
                  SessionKey key = Samples.key("filled-" + at);
                  SessionId id = Samples.session("filled-" + at);
                  work.sessions().apply(new SessionChange.Reserve(key, id, Samples.at(at)));
                  work.transcripts().append(id, List.of(Samples.first("a")));
                }
                return "filled";
              });
    }
    System.out.printf("%d sessions%n", store.sessions().count(AGENT));
  }

  private void turn(String name) {
    SessionKey key = Samples.key(name);
    SessionId id = Samples.session(name);
    long mine = number.incrementAndGet();
    SessionSnapshot snapshot = store.sessions().snapshot(AGENT, key);
    EventParent head =
        snapshot instanceof SessionSnapshot.Present present
            ? present.entry().head()
            : EventParent.root();
    NewEvent question = Samples.event("question-" + mine, head);
    NewEvent answer = Samples.after(question, "answer-" + mine);
    long epoch =
        store
            .transactions()
            .inAgent(
                AGENT,
                work -> {
                  if (snapshot instanceof SessionSnapshot.Absent) {
                    work.sessions().apply(new SessionChange.Reserve(key, id, Samples.at(1)));
                  }
                  StartResult start =
                      work.turns()
                          .start(
                              Samples.started("turn-" + mine, key, id, Samples.OWNER),
                              Samples.ALONE);
                  work.transcripts().append(id, List.of(question));
                  return ((StartResult.Granted) start).lease().epoch();
                });
    store
        .transactions()
        .inAgent(
            AGENT,
            work -> {
              work.turns().end(Samples.completed("turn-" + mine, epoch));
              work.transcripts().append(id, List.of(answer));
              return work.sessions()
                  .apply(
                      new SessionChange.MoveHead(
                          key, id, EventParent.after(answer.id()), Samples.at(2)));
            });
  }
}
