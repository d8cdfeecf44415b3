package dev.holdfast.app.torture;

import com.google.inject.Module;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.List;

/** A mistake that somebody could make, made on purpose: the harness must find it. */
enum PlantedBug {
  /** None: this is the product. */
  NONE,
  /** A reservation takes a key that has a row already, as without a unique key. */
  NO_UNIQUE_KEY,
  /** A turn is ended by whoever ran it, whatever its lease is worth by then. */
  NO_EPOCH_CHECK,
  /** The caller hears of a commit before it is one. */
  REPLY_BEFORE_COMMIT,
  /** Turns of a key are kept apart inside a process only. */
  IN_PROCESS_LOCK_ONLY,
  /** A COMMIT that failed is repeated, and the second is taken for the first. */
  RETRY_OF_A_FAILED_COMMIT,
  /** No mistake, but the same commit that never ends as with {@link #REPLY_BEFORE_COMMIT}. */
  HANGING_COMMIT,
  /** No mistake, but the same failing commits as with {@link #RETRY_OF_A_FAILED_COMMIT}. */
  FAILING_COMMITS;

  /** The so manieth turn's end is the one whose commit hangs: there are some before it. */
  private static final int HANGING = 20;

  /** The modules with this bug in their store. */
  List<Module> in(List<Module> modules) {
    return this == NONE ? modules : ReplacedStore.writes(modules, this::before);
  }

  /** What else is replaced. */
  Module overrides() {
    return switch (this) {
      case IN_PROCESS_LOCK_ONLY ->
          binder -> binder.bind(LeaseTerms.class).toInstance(LeaseTerms.standard(Takeover.AT_ONCE));
      case NONE,
          NO_UNIQUE_KEY,
          NO_EPOCH_CHECK,
          REPLY_BEFORE_COMMIT,
          HANGING_COMMIT,
          RETRY_OF_A_FAILED_COMMIT,
          FAILING_COMMITS ->
          binder -> {
            // this bug is in the store only
          };
    };
  }

  /** As on a disk that does not answer any more: the commit of a turn's end hangs, and says so. */
  private static WriteTransactions hanging(WriteTransactions store) {
    Halt halt = new Halt(Moment.BEFORE_LAST_COMMIT, System.out);
    halt.arm(HANGING);
    return Writing.watched(store, new Halt.Watch(halt));
  }

  private WriteTransactions before(WriteTransactions store) {
    return switch (this) {
      case NONE -> store;
      case NO_UNIQUE_KEY -> BuggyWrites.taking(store);
      case NO_EPOCH_CHECK, IN_PROCESS_LOCK_ONLY -> BuggyWrites.ending(store);
      case REPLY_BEFORE_COMMIT -> new HastyWrites(hanging(store));
      case HANGING_COMMIT -> hanging(store);
      case RETRY_OF_A_FAILED_COMMIT ->
          new FailingCommits(store, FailingCommits.Then.TAKEN_FOR_GOOD);
      case FAILING_COMMITS -> new FailingCommits(store, FailingCommits.Then.TOLD);
    };
  }
}
