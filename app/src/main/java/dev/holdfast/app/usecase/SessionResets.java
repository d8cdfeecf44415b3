package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.domain.session.ResetPolicy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When transcripts end by themselves: as configured, but never by a clock that was set, because
 * every session would be found stale at once.
 */
final class SessionResets {

  private static final Logger log = LoggerFactory.getLogger(SessionResets.class);

  /** Clocks are corrected by seconds; more than this means that one of two times was wrong. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final ConfigurationInForce configuration;
  private final LeaseClock clock;
  private final LeaseClock.Reading start;
  private final AtomicBoolean told = new AtomicBoolean();

  @Inject
  SessionResets(ConfigurationInForce configuration, LeaseClock clock) {
    this.configuration = configuration;
    this.clock = clock;
    this.start = clock.read();
  }

  /** What holds now. */
  ResetPolicy policy() {
    ResetPolicy configured = configuration.now().session().reset();
    if (configured.equals(ResetPolicy.NONE)) {
      return configured;
    }
    Duration jump = clock.read().partedSince(start);
    if (jump.compareTo(CLOCK_TOLERANCE) <= 0) {
      return configured;
    }
    if (told.compareAndSet(false, true)) {
      log.warn(
          "The clock was set by {} s since the start, or the machine slept: no session is reset by"
              + " the time until it is put right, or the gateway starts anew",
          jump.toSeconds());
    }
    return ResetPolicy.NONE;
  }
}
