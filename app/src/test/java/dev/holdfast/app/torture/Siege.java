package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;

/**
 * A gateway on one home that is killed again and again while it is asked. After each start what is
 * stored is checked, and every request of the time before is sent again.
 */
final class Siege {

  /** Fewer keys than callers, so that turns wait for each other. */
  private static final List<String> KEYS =
      List.of(TortureHome.key("ann"), TortureHome.key("bob"), TortureHome.key("eve"));

  private static final int CALLERS = 5;

  /** A caller asks no more than this of one process; it is killed long before. */
  private static final int QUESTIONS = 100;

  /** So many where a process must come to rest before its moment comes. */
  private static final int QUESTIONS_BEFORE_REST = 12;

  /** One in so many requests begins a session anew. */
  private static final int RESET_EVERY = 8;

  /** When a process is killed at any moment: within this time of the first question. */
  private static final int ANY_MOMENT_MILLIS = 120;

  /** A moment noticed inside is the first to this one of its kind. */
  private static final int LATEST_COUNT = 8;

  private static final String RETRY = "retry";

  private final Installation installation;
  private final TortureHome home;
  private final SplittableRandom random;
  private final Callers callers;
  private final List<Operation> operations = new ArrayList<>();
  private List<Operation> unchecked = List.of();
  private StoreRows before = StoreRows.EMPTY;

  Siege(Installation installation, TortureHome home, SplittableRandom random, Callers callers) {
    this.installation = installation;
    this.home = home;
    this.random = random;
    this.callers = callers;
  }

  /** How many requests were sent, retries not counted. */
  int asked() {
    return (int) operations.stream().filter(operation -> !isRetry(operation)).count();
  }

  /** How many of these were acknowledged. */
  int answered() {
    return (int)
        operations.stream()
            .filter(operation -> !isRetry(operation))
            .filter(operation -> operation.outcome() instanceof Outcome.Answered)
            .count();
  }

  private static boolean isRetry(Operation operation) {
    return operation.process().equals(RETRY);
  }

  /** Makes the store. */
  void prepare() throws InterruptedException {
    try (GatewayUnderFire gateway = GatewayUnderFire.start(installation, home)) {
      gateway.process().stop();
    }
  }

  /** Starts, checks, asks, and kills at a moment. */
  List<Violation> cycle(int number, Moment moment) throws InterruptedException {
    try (GatewayUnderFire gateway = GatewayUnderFire.start(installation, home, moment)) {
      List<Violation> violations = new ArrayList<>(check());
      violations.addAll(retry(gateway));
      Queue<Operation> asked = new ConcurrentLinkedQueue<>();
      int questions = moment == Moment.IN_CHECKPOINT ? QUESTIONS_BEFORE_REST : QUESTIONS;
      List<Future<?>> asking = ask(gateway, "c" + number, questions, asked);
      await(gateway, moment, asking);
      gateway.process().kill();
      Callers.join(asking);
      unchecked = List.copyOf(asked);
      operations.addAll(unchecked);
      return violations;
    }
  }

  /** Starts once more, checks, stops in good order, and checks again. */
  List<Violation> end() throws InterruptedException {
    try (GatewayUnderFire gateway = GatewayUnderFire.start(installation, home)) {
      List<Violation> violations = new ArrayList<>(check());
      violations.addAll(retry(gateway));
      if (gateway.process().stop() != 0) {
        throw new IllegalStateException(
            "it did not stop in good order: " + gateway.process().errors());
      }
      violations.addAll(check());
      return violations;
    }
  }

  private List<Violation> check() {
    List<Violation> violations = new ArrayList<>(home.integrity());
    StoreRows rows = StoreRows.read(home.database());
    violations.addAll(HistoryChecker.check(History.of(operations, rows).from(before).withFaults()));
    before = rows;
    return violations;
  }

  /** Sends again what was asked of the process that is gone, whatever came of it. */
  private List<Violation> retry(GatewayUnderFire gateway) throws InterruptedException {
    Queue<Operation> again = new ConcurrentLinkedQueue<>();
    List<Future<?>> asking = new ArrayList<>();
    for (Operation asked : unchecked) {
      asking.add(callers.submit(() -> again.add(gateway.again(RETRY, asked))));
    }
    Callers.join(asking);
    unchecked = List.of();
    operations.addAll(again);
    return again.stream()
        .filter(operation -> !(operation.outcome() instanceof Outcome.Answered))
        .map(
            operation ->
                new Violation(
                    Invariant.RETRIES_ANSWER_THE_SAME,
                    operation.key(),
                    "the retry of '" + operation.text() + "' got " + operation.outcome()))
        .toList();
  }

  private List<Future<?>> ask(
      GatewayUnderFire gateway, String cycle, int questions, Queue<Operation> asked) {
    List<Future<?>> asking = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      String who = cycle + "-" + caller;
      SplittableRandom choices = random.split();
      asking.add(callers.submit(() -> ask(gateway, who, questions, choices, asked)));
    }
    return asking;
  }

  private static void ask(
      GatewayUnderFire gateway,
      String who,
      int questions,
      SplittableRandom choices,
      Queue<Operation> asked) {
    for (int question = 0; question < questions; question++) {
      String key = KEYS.get(choices.nextInt(KEYS.size()));
      String text = who + "-" + question;
      Operation operation =
          choices.nextInt(RESET_EVERY) == 0
              ? gateway.reset(who, key, text)
              : gateway.ask(who, key, text);
      asked.add(operation);
      if (operation.outcome() instanceof Outcome.Unheard) {
        return;
      }
    }
  }

  private void await(GatewayUnderFire gateway, Moment moment, List<Future<?>> asking)
      throws InterruptedException {
    switch (moment) {
      case ANY -> gateway.process().letRun(Duration.ofMillis(random.nextInt(ANY_MOMENT_MILLIS)));
      case IN_CHECKPOINT -> {
        Callers.join(asking);
        Checkpoints.awaitBegin(home.database());
      }
      case BEFORE_FIRST_COMMIT,
          AFTER_FIRST_COMMIT,
          AFTER_UPSTREAM,
          BEFORE_LAST_COMMIT,
          AFTER_LAST_COMMIT ->
          halt(gateway, 1 + random.nextInt(LATEST_COUNT));
      case IN_ROTATION -> halt(gateway, 1);
    }
  }

  private static void halt(GatewayUnderFire gateway, int count) throws InterruptedException {
    gateway.process().tell(Integer.toString(count));
    gateway.process().next(Halt.WORD);
  }
}
