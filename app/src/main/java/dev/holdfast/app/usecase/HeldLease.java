package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.LeaseClock.Reading;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.write.TurnWrites.Renewal;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of one running turn. Its writes are refused by their epoch once it is lost; that the
 * model is not asked and nothing is told any more is seen to here. Any thread may call.
 */
final class HeldLease {

  private static final Logger log = LoggerFactory.getLogger(HeldLease.class);

  /** Clocks are steered by less; more means a suspended machine or a clock that was set. */
  private static final Duration CLOCKS_MAY_PART = Duration.ofSeconds(5);

  private final WriteBoundary boundary;
  private final LeaseTerms terms;
  private final LeaseClock clock;
  private final Grant grant;
  private final TurnStop turn;
  private volatile Reading confirmed;
  private volatile boolean lost;

  HeldLease(
      WriteBoundary boundary, LeaseTerms terms, LeaseClock clock, Grant grant, TurnStop turn) {
    this.boundary = boundary;
    this.terms = terms;
    this.clock = clock;
    this.grant = grant;
    this.turn = turn;
    this.confirmed = grant.at();
  }

  /**
   * What the store granted.
   *
   * @param at read before it was asked, so that the deadline here is never later than there
   */
  record Grant(AgentId agent, SessionKey key, TurnId turn, long epoch, Reading at) {}

  /**
   * Whether the turn may ask, tell and store. Looks into the store only where the time says that
   * the lease may be lost.
   */
  boolean isOurs() {
    Reading now = clock.read();
    Reading last = confirmed;
    boolean certain =
        now.since(last).compareTo(terms.term()) < 0
            && now.partedSince(last).compareTo(CLOCKS_MAY_PART) < 0;
    if (!lost && !certain) {
      renew();
    }
    return !lost;
  }

  /** Lets the lease hold longer, or stops the turn if it is lost. */
  void renew() {
    Reading now = clock.read();
    try {
      Renewal renewal =
          boundary.renew(
              grant.agent(),
              grant.key(),
              grant.turn(),
              grant.epoch(),
              terms.deadlineFrom(now.wall()));
      switch (renewal) {
        case RENEWED -> confirmed = now;
        case LOST -> lose();
      }
    } catch (StorageFailure failure) {
      log.warn("The lease of turn {} could not be renewed", grant.turn(), failure);
      switch (terms.takeover()) {
        case AT_ONCE -> {
          // Nobody else can take it: this process has the store for itself.
        }
        case AFTER_DEADLINE -> {
          if (now.since(confirmed).compareTo(terms.term()) >= 0) {
            lose();
          }
        }
      }
    }
  }

  private void lose() {
    lost = true;
    turn.stop(StopReason.LEASE_LOST);
  }
}
