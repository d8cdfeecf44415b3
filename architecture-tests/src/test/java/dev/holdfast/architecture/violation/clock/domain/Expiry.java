package dev.holdfast.architecture.violation.clock.domain;

import java.time.Clock;
import java.time.Instant;

record Expiry(Instant deadline) {

  boolean isOverByItself() {
    return Instant.now().isAfter(deadline);
  }

  boolean isOverByAClock(Clock clock) {
    return clock.instant().isAfter(deadline);
  }

  boolean isOverByTheSystem() {
    return System.currentTimeMillis() > deadline.toEpochMilli();
  }

  boolean isOverAt(Instant now) {
    return now.isAfter(deadline);
  }
}
