package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.env.StorageFailure;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes transcripts without a key, and their responses, that nothing has followed for long. They
 * are the only conversations with a lifetime (they also go with their last response); those of
 * sessions are never removed.
 */
final class UnlistedRetention {

  /** How long one is kept after its newest turn began. Source: how long OpenAI keeps responses. */
  static final Duration LIFETIME = Duration.ofDays(30);

  private static final Logger log = LoggerFactory.getLogger(UnlistedRetention.class);

  /** A process that has just started has better things to do. */
  private static final Duration FIRST_AFTER = Duration.ofMinutes(1);

  private static final Duration EVERY = Duration.ofHours(1);

  /** Clocks are corrected by seconds; more than this means that one of two times was wrong. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** So many at once hold the writer for some milliseconds, if they are of usual size. */
  private static final int BATCH = 20;

  private final Configuration configuration;
  private final WriteBoundary boundary;
  private final RunningTurns running;
  private final TurnTimers timers;
  private final Clock clock;
  private final Instant startedAt;
  private final long startedNanos;

  @Inject
  UnlistedRetention(
      Configuration configuration,
      WriteBoundary boundary,
      RunningTurns running,
      TurnTimers timers,
      Clock clock) {
    this.configuration = configuration;
    this.boundary = boundary;
    this.running = running;
    this.timers = timers;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.startedNanos = System.nanoTime();
  }

  /** Removes what is due from time to time, on threads of its own. */
  void start() {
    removeAfter(FIRST_AFTER);
  }

  private void removeAfter(Duration pause) {
    timers.after(pause, () -> Thread.ofVirtual().name("unlisted-retention").start(this::remove));
  }

  private void remove() {
    try {
      removeDue();
    } finally {
      removeAfter(EVERY);
    }
  }

  /**
   * Removes what is due, agent by agent. Nothing as long as the clock is not where it would be by
   * the time that passed since the start: what is removed by mistake does not come back.
   */
  void removeDue() {
    Instant now = clock.instant();
    Duration jump =
        Duration.between(startedAt, now).minusNanos(System.nanoTime() - startedNanos).abs();
    if (jump.compareTo(CLOCK_TOLERANCE) > 0) {
      log.warn(
          "The clock was set by {} s since the start, or the machine slept: no conversation is"
              + " removed until it is put right, or the gateway starts anew",
          jump.toSeconds());
      return;
    }
    Instant before = now.minus(LIFETIME);
    for (AgentId agent : configuration.agents().keySet()) {
      try {
        removeDue(agent, before);
      } catch (StorageFailure failure) {
        log.warn("Responses of agent {} that are due could not be removed", agent, failure);
      }
    }
  }

  private void removeDue(AgentId agent, Instant before) {
    int removed = 0;
    int batch = BATCH;
    while (batch == BATCH && !running.isDraining()) {
      batch = boundary.removeUnlistedBefore(agent, before, BATCH);
      removed += batch;
    }
    if (removed > 0) {
      log.info(
          "Removed {} conversation(s) without a session key of agent {}: nothing has followed them"
              + " for {} days",
          removed,
          agent,
          LIFETIME.toDays());
    }
  }
}
