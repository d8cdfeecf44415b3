package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A process is stopped in the middle of a turn, as by a machine that sleeps, past the deadline of
 * its lease; another takes the session over and finishes; then the first goes on.
 */
final class PausedOwner {

  /** Less than a lease holds, so that the model has answered when the owner wakes up. */
  private static final int THINKING_MILLIS = 400;

  private PausedOwner() {}

  /**
   * What was found.
   *
   * @param rowsAfterwards what changed in the store after the other had finished
   * @param told what the first told its caller
   */
  record Report(int rowsAfterwards, Outcome told, List<Violation> violations) {

    /** Whether the takeover was final. */
    boolean isAsPromised() {
      return violations.isEmpty() && rowsAfterwards == 0 && !(told instanceof Outcome.Answered);
    }

    @Override
    public String toString() {
      return "an owner paused past its deadline wrote "
          + rowsAfterwards
          + " rows after the takeover and told "
          + told
          + "; "
          + violations.size()
          + " violations";
    }
  }

  /** Pauses an owner. */
  static Report run(Workers.Make make) throws InterruptedException {
    String key = TortureHome.key("paused");
    List<Operation> operations = new ArrayList<>();
    try (Workers workers = Workers.start(make, 2, 2)) {
      ChildProcess owner = workers.process(0);
      ChildProcess other = workers.process(1);
      operations.addAll(workers.askAtOnce(key, "before"));
      owner.tell("slowly %s paused %d".formatted(key, THINKING_MILLIS));
      owner.next(Worker.BEGAN);
      owner.pause();
      other.tell("once %s takeover 1".formatted(key));
      operations.addAll(Workers.operationsOf(other));
      StoreRows taken = StoreRows.read(make.home().database());
      owner.resume();
      List<Operation> late = Workers.operationsOf(owner);
      StoreRows after = StoreRows.read(make.home().database());
      workers.end();
      operations.addAll(late);
      List<Violation> violations = new ArrayList<>(make.home().integrity());
      violations.addAll(
          HistoryChecker.check(
              History.of(operations, StoreRows.read(make.home().database())).withFaults()));
      if (!(operations.get(2).outcome() instanceof Outcome.Answered)) {
        violations.add(
            new Violation(
                Invariant.EVERYBODY_IS_ANSWERED, key, "the takeover: " + operations.get(2)));
      }
      return new Report(changed(taken, after), late.getFirst().outcome(), violations);
    }
  }

  private static int changed(StoreRows before, StoreRows after) {
    return fresh(before.events(), after.events())
        + fresh(before.turns(), after.turns())
        + fresh(before.transcripts(), after.transcripts())
        + fresh(before.sessions(), after.sessions())
        + fresh(before.leases(), after.leases());
  }

  private static <R> int fresh(List<R> before, List<R> after) {
    Set<R> fresh = new HashSet<>(after);
    before.forEach(fresh::remove);
    return fresh.size();
  }
}
