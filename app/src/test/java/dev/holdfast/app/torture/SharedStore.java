package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Several processes with the production classes talk about the same sessions of one store. */
final class SharedStore {

  private static final int CALLERS_EACH = 3;

  private SharedStore() {}

  /**
   * What was found.
   *
   * @param answered of the turns that were asked for
   */
  record Report(int workers, int asked, int answered, List<Violation> violations) {

    @Override
    public String toString() {
      return workers
          + " processes on one store: "
          + asked
          + " turns asked for, "
          + answered
          + " answered, "
          + violations.size()
          + " violations";
    }
  }

  /**
   * Has the workers talk.
   *
   * @param turns each caller of each worker asks for
   * @param keys how many sessions they share
   */
  static Report run(Workers.Make make, int workers, int turns, int keys, long seed)
      throws InterruptedException {
    List<Operation> operations = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      names.add(TortureHome.key("shared-" + key));
    }
    SplittableRandom random = new SplittableRandom(seed);
    try (Workers all = Workers.start(make, workers, workers)) {
      operations.addAll(
          all.traffic("t", CALLERS_EACH, turns, random.nextLong(Integer.MAX_VALUE), names));
      all.end();
    }
    List<Violation> violations = new ArrayList<>(make.home().integrity());
    violations.addAll(
        HistoryChecker.check(History.of(operations, StoreRows.read(make.home().database()))));
    int answered =
        (int)
            operations.stream()
                .filter(operation -> operation.outcome() instanceof Outcome.Answered)
                .count();
    return new Report(workers, operations.size(), answered, violations);
  }
}
