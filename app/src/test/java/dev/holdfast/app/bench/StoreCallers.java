package dev.holdfast.app.bench;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.holdfast.adapters.sqlite.SqliteModule;
import dev.holdfast.app.bench.Table.Goal;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.ports.contract.Race;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.write.TurnWrites.StartResult;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Measures how many changes a second the store makes durable through the port that turns are
 * written by, without HTTP: for one caller and for many at once, block by block in the same run. A
 * change is what a turn commits at once: its begin with the question, or its end with the answer.
 */
final class StoreCallers {

  private static final AgentId AGENT = AgentId.of(Home.MEASURED);

  private static final int ROUNDS = 9;
  private static final int MANY = Home.MOST_CALLERS;

  /** About half a second for one caller. */
  private static final int TURNS_ALONE = Sizes.of(1_000);

  private static final int TURNS_EACH = Sizes.of(100);
  private static final int CHANGES_PER_TURN = 2;
  private static final double LEAST_TIMES = 5;
  private static final double NANOS_PER_SECOND = 1e9;

  private final WriteTransactions store;
  private final AtomicInteger names = new AtomicInteger();

  private StoreCallers(WriteTransactions store) {
    this.store = store;
  }

  static void measure(Setup setup) throws IOException, InterruptedException {
    Home home = setup.home("store");
    setup.start(home).close();
    Injector injector = Guice.createInjector(new SqliteModule(), FilledStore.needs(home));
    try (Storage storage = injector.getInstance(Storage.class)) {
      storage.open(
          new Storage.StorageRequest(
              List.of(AGENT),
              Storage.Creation.FORBIDDEN,
              Storage.Durability.FULL,
              Samples.ROUTES.blockedProviders(),
              Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP));
      new StoreCallers(injector.getInstance(WriteTransactions.class)).run(setup.table());
    }
    home.delete();
  }

  private void run(Table table) throws IOException, InterruptedException {
    double[] alone = new double[ROUNDS];
    double[] together = new double[ROUNDS];
    double[] times = new double[ROUNDS];
    changesPerSecond(1, TURNS_ALONE);
    changesPerSecond(MANY, TURNS_EACH);
    for (int round = 0; round < ROUNDS; round++) {
      Setup.say("store without HTTP, round " + (round + 1) + " of " + ROUNDS);
      alone[round] = changesPerSecond(1, TURNS_ALONE);
      together[round] = changesPerSecond(MANY, TURNS_EACH);
      times[round] = together[round] / alone[round];
    }
    Figures ratio = Figures.of(times);
    table.row(
        "%d callers of the store without HTTP, durable changes per second, median of %d rounds"
            .formatted(MANY, ROUNDS),
        "one caller: " + Figures.of(alone).spread("%.0f", ""),
        Figures.of(together).spread("%.0f", ""),
        "times " + ratio.spread("%.1f", ""),
        Goal.atLeast(LEAST_TIMES, "at least 5 times", ratio.median()));
  }

  private double changesPerSecond(int callers, int turnsEach)
      throws IOException, InterruptedException {
    List<Conversation> conversations = reserve(callers);
    long started = System.nanoTime();
    try {
      Race.between(
          callers,
          caller ->
              () -> {
                for (int turn = 0; turn < turnsEach; turn++) {
                  conversations.get(caller).turn();
                }
                return "done";
              });
    } catch (ExecutionException | TimeoutException failure) {
      throw new IOException("a caller of the store failed", failure);
    }
    double seconds = (System.nanoTime() - started) / NANOS_PER_SECOND;
    return callers * turnsEach * CHANGES_PER_TURN / seconds;
  }

  /** Each caller has a session of its own. */
  private List<Conversation> reserve(int callers) {
    return IntStream.range(0, callers)
        .mapToObj(caller -> new Conversation("bench-" + names.incrementAndGet()))
        .toList();
  }

  /** The turns of one session, one after the other. */
  private final class Conversation {

    private final SessionKey key;
    private final SessionId session;
    private EventParent head = EventParent.root();

    Conversation(String name) {
      key = Samples.key(name);
      session = Samples.session(name);
      store.inAgent(
          AGENT,
          work -> work.sessions().apply(new SessionChange.Reserve(key, session, Samples.at(0))));
    }

    void turn() {
      String turn = "turn-" + names.incrementAndGet();
      NewEvent question = Samples.inTurn(turn, Samples.event(turn + "-question", head));
      NewEvent answer = Samples.inTurn(turn, Samples.after(question, turn + "-answer"));
      EventParent next = EventParent.after(answer.id());
      long epoch =
          store.inAgent(
              AGENT,
              work -> {
                StartResult start =
                    work.turns()
                        .start(Samples.started(turn, key, session, Samples.OWNER), Samples.ALONE);
                work.transcripts().append(session, List.of(question));
                return ((StartResult.Granted) start).lease().epoch();
              });
      store.inAgent(
          AGENT,
          work -> {
            work.transcripts().append(session, List.of(answer));
            work.sessions().apply(new SessionChange.MoveHead(key, session, next, Samples.at(1)));
            return work.turns().end(Samples.completed(turn, epoch));
          });
      head = next;
    }
  }
}
