package dev.holdfast.app.bench;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.holdfast.adapters.sqlite.SqliteModule;
import dev.holdfast.adapters.sqlite.StorageSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntUnaryOperator;

/**
 * Fills a store through the port that the gateway writes through: each session has whole turns,
 * each of a question and an answer.
 */
final class FilledStore {

  /** More in a transaction makes it no faster. */
  private static final int SESSIONS_PER_TRANSACTION = 500;

  private static final AgentId AGENT = AgentId.of(Home.MEASURED);
  private static final InstanceId OWNER = new InstanceId("bench");
  private static final ModelRoute ROUTE = Samples.route("bench/small");

  /** About what the tokenizer says of the question and the answer. */
  private static final int TOKENS = 11;

  private static final Usage USAGE = new Usage(11, 7, 3, 0, 0, Usage.Source.REPORTED);

  /** Ids are scattered as random ones are, and the same in every run. */
  private final SplittableRandom random = new SplittableRandom(1);

  private final Instant at = Instant.now();

  private FilledStore() {}

  /** The key of a session as a client sends it. */
  static String key(int session) {
    return "agent:" + AGENT + ":web:direct:user-" + session;
  }

  /**
   * Adds sessions.
   *
   * @param home of a gateway that has run once and does not now
   * @param turns how many turns the session of a number has
   */
  static void fill(Home home, int sessions, IntUnaryOperator turns) {
    Injector injector = Guice.createInjector(new SqliteModule(), needs(home));
    try (Storage storage = injector.getInstance(Storage.class)) {
      storage.open(
          new Storage.StorageRequest(
              List.of(AGENT),
              Storage.Creation.FORBIDDEN,
              Storage.Durability.NORMAL,
              Samples.ROUTES.blockedProviders(),
              Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP));
      WriteTransactions writes = injector.getInstance(WriteTransactions.class);
      FilledStore store = new FilledStore();
      for (int from = 0; from < sessions; from += SESSIONS_PER_TRANSACTION) {
        int first = from;
        int end = Math.min(from + SESSIONS_PER_TRANSACTION, sessions);
        writes.inAgent(AGENT, transaction -> store.add(transaction, first, end, turns));
      }
    }
  }

  /** What the store needs from outside to work on a home. */
  static AbstractModule needs(Home home) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(StorageSettings.class).toInstance(new StorageSettings(home.folder()));
        bind(Clock.class).toInstance(Clock.systemUTC());
        bind(RouteCanonicalizer.class).toInstance(Samples.ROUTES);
        bind(Telemetry.class).toInstance(Telemetry.NONE);
      }
    };
  }

  private int add(WriteTransaction transaction, int from, int end, IntUnaryOperator turns) {
    for (int number = from; number < end; number++) {
      SessionKey key = SessionKey.ofStored(key(number));
      SessionId session = new SessionId(uuid().toString());
      transaction.sessions().apply(new SessionChange.Reserve(key, session, at));
      EventParent head = EventParent.root();
      for (int turn = turns.applyAsInt(number); turn > 0; turn--) {
        head = turn(transaction, key, session, head);
      }
    }
    return end - from;
  }

  private EventParent turn(
      WriteTransaction transaction, SessionKey key, SessionId session, EventParent head) {
    TurnId turn = new TurnId("turn_" + compact());
    TurnWrites.StartResult started =
        transaction
            .turns()
            .start(
                new TurnChange.Started(
                    turn,
                    new TurnScope.Keyed(key, session),
                    new RequestId("req_" + compact()),
                    Samples.ORIGIN,
                    TurnApi.CHAT_COMPLETIONS,
                    "holdfast",
                    ROUTE,
                    HistoryAction.APPENDED,
                    OWNER,
                    at),
                Samples.ALONE);
    if (!(started instanceof TurnWrites.StartResult.Granted(var lease))) {
      throw new IllegalStateException("a turn of a fresh session was not granted");
    }
    NewEvent question =
        event(turn, head, Item.message(Role.USER, "What did I ask before?"), EventOrigin.client());
    NewEvent answer =
        event(
            turn,
            EventParent.after(question.id()),
            Item.message(Role.ASSISTANT, "Hello from the stub."),
            new EventOrigin.Model(ROUTE.provider()));
    transaction.transcripts().append(session, List.of(question, answer));
    EventParent next = EventParent.after(answer.id());
    transaction.sessions().apply(new SessionChange.MoveHead(key, session, next, at));
    TurnEnding ending = TurnEnding.Completed.plain(FinishReason.STOP, USAGE);
    transaction.turns().end(new TurnChange.Ended(turn, lease.epoch(), ending, at));
    return next;
  }

  private NewEvent event(TurnId turn, EventParent parent, Item item, EventOrigin origin) {
    return new NewEvent(
        new EventId(compact()), parent, turn, at, item, TOKENS, origin, Completeness.COMPLETE);
  }

  private String compact() {
    return uuid().toString().replace("-", "");
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
