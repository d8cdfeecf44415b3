package dev.holdfast.architecture.violation.anyclock.app.wiring;

import java.time.Clock;

record ClockModule(Clock clock) {

  static ClockModule real() {
    return new ClockModule(Clock.systemUTC());
  }
}
