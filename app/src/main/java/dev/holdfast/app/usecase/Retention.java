package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.env.StorageFailure;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one job that removes what has a lifetime: transcripts without a key and their responses that
 * nothing has followed for long, what came of named requests, and the old end of the log of
 * changes. Transcripts of sessions are never removed.
 */
final class Retention {

  /** How long one is kept after its newest turn began. Source: how long OpenAI keeps responses. */
  static final Duration LIFETIME = Duration.ofDays(30);

  /** How long changes can be followed back. */
  static final Duration LOG_LIFETIME = Duration.ofDays(7);

  /** How many changes are kept of an agent at most, whatever their age. */
  static final long MOST_CHANGES = 100_000;

  /** Small rows: so many at once hold the writer for some milliseconds. */
  private static final int ROWS = 500;

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

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
  Retention(
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
    timers.after(pause, () -> Thread.ofVirtual().name("retention").start(this::remove));
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
          "The clock was set by {} s since the start, or the machine slept: nothing is"
              + " removed until it is put right, or the gateway starts anew",
          jump.toSeconds());
      return;
    }
    for (AgentId agent : configuration.agents().keySet()) {
      try {
        removeDue(agent, now);
      } catch (StorageFailure failure) {
        log.warn("What is due to be removed of agent {} could not be", agent, failure);
      }
    }
  }

  private void removeDue(AgentId agent, Instant now) {
    Instant unfollowed = now.minus(LIFETIME);
    int conversations =
        inBatches(BATCH, limit -> boundary.removeUnlistedBefore(agent, unfollowed, limit));
    Instant forgotten = now.minus(EarlierAttempts.NAMED_LIFETIME);
    int requests = inBatches(ROWS, limit -> boundary.forgetRequestsBefore(agent, forgotten, limit));
    Instant logged = now.minus(LOG_LIFETIME);
    int changes = inBatches(ROWS, limit -> boundary.cutChanges(agent, logged, MOST_CHANGES, limit));
    if (conversations + requests + changes > 0) {
      log.info(
          "Removed of agent {}: {} conversation(s) without a session key that nothing has followed"
              + " for {} days, what came of {} named request(s), {} old change(s) of the log",
          agent,
          conversations,
          LIFETIME.toDays(),
          requests,
          changes);
    }
  }

  private int inBatches(int size, IntUnaryOperator remove) {
    int removed = 0;
    int batch = size;
    while (batch == size && !running.isDraining()) {
      batch = remove.applyAsInt(size);
      removed += batch;
    }
    return removed;
  }
}
