package dev.holdfast.architecture.violation.anyclock.app.usecase;

import java.time.Clock;
import java.time.Instant;

record Turn(Instant startedAt) {

  static Turn startedByItself() {
    return new Turn(Instant.now());
  }

  static Turn startedByTheSystem() {
    return new Turn(Clock.systemUTC().instant());
  }

  static Turn startedByMillis() {
    return new Turn(Instant.ofEpochMilli(System.currentTimeMillis()));
  }

  static Turn startedBy(Clock clock) {
    return new Turn(Instant.now(clock));
  }
}
