package dev.holdfast.app.usecase;

import dev.holdfast.domain.turn.LeaseTerms;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the leases of this process as long as their turns run. Any thread may call. */
final class LeaseKeeper {

  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

  private final WriteBoundary boundary;
  private final TurnTimers timers;
  private final LeaseTerms terms;
  private final LeaseClock clock;
  private final Set<HeldLease> held = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ticking = new AtomicBoolean();

  @Inject
  LeaseKeeper(WriteBoundary boundary, TurnTimers timers, LeaseTerms terms, LeaseClock clock) {
    this.boundary = boundary;
    this.timers = timers;
    this.terms = terms;
    this.clock = clock;
  }

  /** Takes a granted lease into care; the turn gives it back with {@link #letGo}. */
  HeldLease keep(HeldLease.Grant grant, TurnStop turn) {
    HeldLease lease = new HeldLease(boundary, terms, clock, grant, turn);
    held.add(lease);
    if (ticking.compareAndSet(false, true)) {
      tickLater();
    }
    return lease;
  }

  /** The turn has ended. */
  void letGo(HeldLease lease) {
    held.remove(lease);
  }

  /** How many leases are in care. */
  int size() {
    return held.size();
  }

  private void tickLater() {
    // A renewal waits for the writer, and the timers' thread must not.
    timers.after(terms.renewal(), () -> Thread.ofVirtual().name("lease-renewal").start(this::tick));
  }

  private void tick() {
    for (HeldLease lease : held) {
      try {
        lease.renew();
      } catch (RuntimeException defect) {
        // One lease that cannot be renewed must not cost the others theirs.
        log.error("A lease could not be renewed by a defect of the gateway", defect);
      }
    }
    if (!held.isEmpty()) {
      tickLater();
      return;
    }
    ticking.set(false);
    // One may have come between the look and the word.
    if (!held.isEmpty() && ticking.compareAndSet(false, true)) {
      tickLater();
    }
  }
}
