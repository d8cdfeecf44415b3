package dev.holdfast.domain.turn;

import java.time.Duration;
import java.time.Instant;

/**
 * How a process holds leases and takes those of others.
 *
 * @param term how long a lease holds after it was granted or renewed, positive
 * @param renewal how often the holder renews it, positive and shorter than the term
 */
public record LeaseTerms(Duration term, Duration renewal, Takeover takeover) {

  /** Long enough for a busy machine, short enough for somebody who waits for a dead process. */
  public static final Duration STANDARD_TERM = Duration.ofSeconds(30);

  /** Leaves two more tries before the deadline. */
  public static final Duration STANDARD_RENEWAL = Duration.ofSeconds(10);

  public LeaseTerms {
    if (renewal.isNegative() || renewal.isZero() || renewal.compareTo(term) >= 0) {
      throw new IllegalArgumentException("a lease is renewed before its term is over");
    }
  }

  /** The terms of a gateway. */
  public static LeaseTerms standard(Takeover takeover) {
    return new LeaseTerms(STANDARD_TERM, STANDARD_RENEWAL, takeover);
  }

  /** Until when a lease holds that is granted or renewed now. */
  public Instant deadlineFrom(Instant now) {
    return now.plus(term);
  }

  /** What a held lease means to a process that wants it. */
  public enum Standing {
    /** The process holds it itself, and so is alive. */
    OWN,
    /** Somebody else works under it. */
    ALIVE,
    /** Its holder is gone, or must not write any more: it can be taken. */
    DEAD
  }

  /** Judges the lease of a holder. Its own a process never loses to the clock. */
  public Standing judge(LeaseHolder holder, InstanceId claimant, Instant now) {
    if (holder.owner().equals(claimant)) {
      return Standing.OWN;
    }
    return switch (takeover) {
      case AT_ONCE -> Standing.DEAD;
      case AFTER_DEADLINE -> now.isAfter(holder.deadline()) ? Standing.DEAD : Standing.ALIVE;
    };
  }
}
