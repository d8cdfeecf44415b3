package dev.holdfast.app.torture;

import dev.holdfast.app.torture.StoreRows.EventRow;
import dev.holdfast.app.torture.StoreRows.LeaseRow;
import dev.holdfast.app.torture.StoreRows.TurnRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Epochs only grow, whoever lost one writes nothing more, and nothing is left running. */
final class LeasesCheck {

  private static final Set<String> UNENDED = Set.of("accepted", "running");

  private final History history;
  private final List<Violation> violations = new ArrayList<>();

  private LeasesCheck(History history) {
    this.history = history;
  }

  static List<Violation> check(History history) {
    LeasesCheck check = new LeasesCheck(history);
    check.epochsGrow();
    check.onlyOwnersWrite();
    check.nothingRuns();
    return check.violations;
  }

  private void epochsGrow() {
    Map<String, Long> newest = new HashMap<>();
    for (TurnRow turn : history.after().turns()) {
      if (!turn.key().isEmpty()) {
        long before = newest.getOrDefault(turn.key(), 0L);
        if (turn.epoch() <= before) {
          violated(
              Invariant.EPOCHS_GROW,
              turn.key(),
              "turn " + turn.turn() + " has epoch " + turn.epoch() + " after " + before);
        }
        newest.put(turn.key(), Math.max(before, turn.epoch()));
      }
    }
    history.before().leases().forEach(lease -> newest.merge(lease.key(), lease.epoch(), Math::max));
    Map<String, Long> held = new HashMap<>();
    history.after().leases().forEach(lease -> held.put(lease.key(), lease.epoch()));
    newest.forEach(
        (key, epoch) -> {
          if (held.getOrDefault(key, 0L) < epoch) {
            violated(
                Invariant.EPOCHS_GROW,
                key,
                "the lease has epoch " + held.getOrDefault(key, 0L) + " after " + epoch);
          }
        });
  }

  private void onlyOwnersWrite() {
    Map<String, Long> epochs = new HashMap<>();
    history.after().turns().forEach(turn -> epochs.put(turn.turn(), turn.epoch()));
    Map<String, Long> newest = new HashMap<>();
    for (EventRow event : history.after().events()) {
      // An event without a turn is found by what it says.
      long latest = newest.getOrDefault(event.session(), 0L);
      long epoch = epochs.getOrDefault(event.turn(), latest);
      newest.put(event.session(), Math.max(latest, epoch));
      if (epoch < latest) {
        violated(
            Invariant.ONLY_THE_OWNER_WRITES,
            event.session(),
            "event "
                + event.sequence()
                + " is of epoch "
                + epoch
                + ", stored after one of epoch "
                + latest);
      }
    }
  }

  private void nothingRuns() {
    for (TurnRow turn : history.after().turns()) {
      if (UNENDED.contains(turn.state())) {
        violated(Invariant.NOTHING_RUNS, turn.key(), "turn " + turn.turn() + " is " + turn.state());
      }
    }
    for (LeaseRow lease : history.after().leases()) {
      if (!lease.owner().isEmpty()) {
        violated(Invariant.NOTHING_RUNS, lease.key(), "the lease is held by " + lease.owner());
      }
    }
  }

  private void violated(Invariant invariant, String where, String what) {
    violations.add(new Violation(invariant, where, what));
  }
}
