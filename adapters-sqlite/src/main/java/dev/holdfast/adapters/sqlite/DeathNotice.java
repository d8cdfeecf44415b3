package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.Storage.DeathWatch;
import dev.holdfast.ports.out.env.StorageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Passes the first death of a writer on to everybody who watches, before or after it. */
final class DeathNotice {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<DeathWatch> watches = new ArrayList<>();
  private @Nullable StorageFailure reason;

  void watch(DeathWatch watch) {
    StorageFailure known;
    lock.lock();
    try {
      known = reason;
      watches.add(watch);
    } finally {
      lock.unlock();
    }
    if (known != null) {
      watch.died(known);
    }
  }

  /** Tells of a death; those after the first are no news. */
  void died(StorageFailure failure) {
    List<DeathWatch> told;
    lock.lock();
    try {
      told = reason == null ? List.copyOf(watches) : List.of();
      reason = reason == null ? failure : reason;
    } finally {
      lock.unlock();
    }
    told.forEach(watch -> watch.died(failure));
  }
}
