package dev.holdfast.app.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs what finds each planted bug, and the same without one. */
final class BugHunt {

  private static final int WORKERS = 2;
  private static final int ROUNDS = 25;
  private static final int TURNS = 40;
  private static final int KEYS = 2;

  /**
   * Two processes that take a lock of their own each break a promise only if they meet, and on a
   * busy machine one may be done before the other comes to it.
   */
  private static final int HUNTS = 5;

  /** An answer that does not wait for its commit is told within this, on the slowest machine. */
  private static final Duration TIME_TO_TELL = Duration.ofSeconds(2);

  private final Installation installation;
  private final Path folder;
  private final long seed;

  BugHunt(Installation installation, Path folder, long seed) {
    this.installation = installation;
    this.folder = folder;
    this.seed = seed;
  }

  /** What shows a bug: what is run, and which promises are broken then. */
  enum Scene {
    FIRST_REQUESTS(
        PlantedBug.NO_UNIQUE_KEY, PlantedBug.NONE, Set.of(Invariant.ONE_SESSION_PER_KEY)),
    PAUSED_OWNER(
        PlantedBug.NO_EPOCH_CHECK, PlantedBug.NONE, Set.of(Invariant.ONLY_THE_OWNER_WRITES)),
    KILLED_WORKER(
        PlantedBug.REPLY_BEFORE_COMMIT, PlantedBug.HANGING_COMMIT, Set.of(Invariant.NOTHING_LOST)),
    SHARED_STORE(
        PlantedBug.IN_PROCESS_LOCK_ONLY,
        PlantedBug.NONE,
        Set.of(Invariant.ONE_CHAIN_PER_BRANCH, Invariant.ONLY_THE_OWNER_WRITES)),
    FAILING_COMMITS(
        PlantedBug.RETRY_OF_A_FAILED_COMMIT,
        PlantedBug.FAILING_COMMITS,
        Set.of(Invariant.NOTHING_LOST));

    private final PlantedBug bug;
    private final PlantedBug without;
    private final Set<Invariant> broken;

    Scene(PlantedBug bug, PlantedBug without, Set<Invariant> broken) {
      this.bug = bug;
      this.without = without;
      this.broken = broken;
    }

    PlantedBug bug() {
      return bug;
    }
  }

  /**
   * What was found.
   *
   * @param with the promises that were broken with the bug
   * @param without what was found without it: nothing
   */
  record Report(Scene scene, Set<Invariant> with, List<Violation> without) {

    /** Whether the bug was caught by the promise it breaks, and nothing was found without it. */
    boolean isCaught() {
      return without.isEmpty() && with.stream().anyMatch(scene.broken::contains);
    }

    @Override
    public String toString() {
      return scene.bug
          + (isCaught() ? " was caught by " : " WAS NOT CAUGHT, found was ")
          + with
          + (without.isEmpty() ? "" : "; without it " + without);
    }
  }

  Report hunt(Scene scene) throws InterruptedException {
    Set<Invariant> with = EnumSet.noneOf(Invariant.class);
    for (int hunt = 0; hunt < HUNTS && with.stream().noneMatch(scene.broken::contains); hunt++) {
      run(scene, scene.bug, seed + hunt).forEach(violation -> with.add(violation.invariant()));
    }
    return new Report(scene, with, run(scene, scene.without, seed));
  }

  private List<Violation> run(Scene scene, PlantedBug bug, long seed) throws InterruptedException {
    Workers.Make make = new Workers.Make(installation, TortureHome.create(folder), bug);
    List<Violation> violations =
        switch (scene) {
          case FIRST_REQUESTS -> FirstRequestCampaigns.by(make, WORKERS, ROUNDS).violations();
          case PAUSED_OWNER -> PausedOwner.run(make).violations();
          case KILLED_WORKER -> killed(make, seed);
          case SHARED_STORE -> SharedStore.run(make, WORKERS, TURNS, KEYS, seed).violations();
          case FAILING_COMMITS -> failing(make, seed);
        };
    make.home().delete();
    return violations;
  }

  /** One worker is killed in a commit that hangs; another looks at what it left. */
  private static List<Violation> killed(Workers.Make make, long seed) throws InterruptedException {
    Map<String, Operation> asked = new LinkedHashMap<>();
    try (ChildProcess victim = make.start("victim")) {
      victim.tell("traffic t 3 1000 %d %s".formatted(seed, TortureHome.key("killed")));
      for (String line = victim.next(); !line.equals(Halt.WORD); line = victim.next()) {
        note(line, asked);
      }
      victim.letRun(TIME_TO_TELL);
      victim.kill();
      victim.rest().forEach(line -> note(line, asked));
    }
    List<Operation> operations = new ArrayList<>(asked.values());
    try (Workers survivor = Workers.start(make, 1, 1)) {
      operations.addAll(survivor.askAtOnce(TortureHome.key("killed"), "after"));
      survivor.end();
    }
    return checked(make, operations);
  }

  /** What is asked is not heard of until its outcome is told. */
  private static void note(String line, Map<String, Operation> asked) {
    for (String head : List.of(Worker.ASKING, Worker.OPERATION)) {
      if (line.startsWith(head)) {
        Operation operation = OperationLine.read(line.substring(head.length()));
        asked.put(operation.text(), operation);
      }
    }
  }

  private static List<Violation> failing(Workers.Make make, long seed) throws InterruptedException {
    List<Operation> operations = new ArrayList<>();
    try (Workers workers = Workers.start(make, 1, 1)) {
      operations.addAll(workers.traffic("t", 1, TURNS, seed, List.of(TortureHome.key("failing"))));
      workers.end();
    }
    return checked(make, operations);
  }

  private static List<Violation> checked(Workers.Make make, List<Operation> operations) {
    return HistoryChecker.check(
        History.of(operations, StoreRows.read(make.home().database())).withFaults());
  }
}
