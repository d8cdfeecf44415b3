package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.usecase.RunningTurns.Door;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.ports.out.env.StorageFailure;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one job that removes what has a lifetime: transcripts without a key and their responses that
 * nothing has followed for long, what came of named requests, and the old end of the log of changes
 * and of the audit. Transcripts of sessions are never removed.
 */
final class Retention {

  /** How long one is kept after its newest turn began. Source: how long OpenAI keeps responses. */
  static final Duration LIFETIME = Duration.ofDays(30);

  /** How long changes can be followed back. */
  static final Duration LOG_LIFETIME = Duration.ofDays(7);

  /** How many changes are kept of an agent at most, whatever their age. */
  static final long MOST_CHANGES = 100_000;

  /** How long it can be looked up who changed what: a quarter, as auditors ask for. */
  static final Duration AUDIT_LIFETIME = Duration.ofDays(90);

  /**
   * How many audit rows are kept at most, whatever their age: some 250 MB of rows as they usually
   * are, 4 GB if each has the longest names.
   */
  static final long MOST_AUDIT_ROWS = 1_000_000;

  /** What could not be removed, as its audit row says. */
  private static final String WHAT_IS_DUE = "what is due";

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

  private final ConfigurationInForce configuration;
  private final WriteBoundary boundary;
  private final RunningTurns running;
  private final AuditService audit;
  private final TurnTimers timers;
  private final Clock clock;
  private final Instant startedAt;
  private final long startedNanos;

  /** Whether the last look found the clock where it cannot be. */
  private volatile boolean clockWasSet;

  @Inject
  Retention(
      ConfigurationInForce configuration,
      WriteBoundary boundary,
      RunningTurns running,
      AuditService audit,
      TurnTimers timers,
      Clock clock) {
    this.configuration = configuration;
    this.boundary = boundary;
    this.running = running;
    this.audit = audit;
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
   * Removes what is due, agent by agent, and leaves an audit row where there was something or it
   * could not. Nothing as long as the clock is not where it would be by the time that passed since
   * the start: what is removed by mistake does not come back.
   */
  void removeDue() {
    Instant now = clock.instant();
    Duration jump =
        Duration.between(startedAt, now).minusNanos(System.nanoTime() - startedNanos).abs();
    boolean setBefore = clockWasSet;
    clockWasSet = jump.compareTo(CLOCK_TOLERANCE) > 0;
    if (clockWasSet) {
      if (!setBefore) {
        tellOfClock(jump);
      }
      return;
    }
    for (AgentId agent : configuration.now().agents().keySet()) {
      removeOf(agent, now);
    }
    removeOfHome(now, MOST_AUDIT_ROWS);
  }

  /** Told once, and again only when the clock was right in between. */
  private void tellOfClock(Duration jump) {
    log.warn(
        "The clock was set by {} s since the start, or the machine slept: nothing is"
            + " removed until it is put right, or the gateway starts anew",
        jump.toSeconds());
    audit.ran(
        AuditOperation.RETENTION,
        new AuditTarget.Nothing(),
        new AuditOutcome.Refused("clock_was_set"));
  }

  private void removeOf(AgentId agent, Instant now) {
    Removed removed = new Removed();
    try {
      Instant unfollowed = now.minus(LIFETIME);
      inBatches(
          removed,
          "conversations without a session key",
          BATCH,
          limit -> boundary.removeUnlistedBefore(agent, unfollowed, limit));
      Instant forgotten = now.minus(EarlierAttempts.NAMED_LIFETIME);
      inBatches(
          removed,
          "named requests",
          ROWS,
          limit -> boundary.forgetRequestsBefore(agent, forgotten, limit));
      Instant logged = now.minus(LOG_LIFETIME);
      inBatches(
          removed,
          "changes of the log",
          ROWS,
          limit -> boundary.cutChanges(agent, logged, MOST_CHANGES, limit));
    } catch (StorageFailure failure) {
      log.warn("What is due of agent {} could not be removed", agent, failure);
      failed(new AuditTarget.OfAgent(agent, WHAT_IS_DUE), failure);
    }
    if (removed.isSome()) {
      log.info("Removed of agent {} what has lived its time: {}", agent, removed.told());
      done(new AuditTarget.OfAgent(agent, removed.told()));
    }
  }

  /**
   * Removes audit rows that are old, then those of any age that are too many: the row about it says
   * how many of these there were.
   *
   * @param mostRows how many are kept at most
   */
  void removeOfHome(Instant now, long mostRows) {
    Removed removed = new Removed();
    try {
      Instant written = now.minus(AUDIT_LIFETIME);
      inBatches(
          removed, "audit rows", ROWS, limit -> boundary.cutAudit(written, Long.MAX_VALUE, limit));
      inBatches(
          removed,
          "audit rows before their time",
          ROWS,
          limit -> boundary.cutAudit(Instant.EPOCH, mostRows, limit));
    } catch (StorageFailure failure) {
      log.warn("What is due of the home could not be removed", failure);
      failed(new AuditTarget.OfHome(WHAT_IS_DUE), failure);
    }
    if (removed.isSome()) {
      log.info("Removed of the home what has lived its time: {}", removed.told());
      done(new AuditTarget.OfHome(removed.told()));
    }
  }

  private void done(AuditTarget target) {
    audit.ran(AuditOperation.RETENTION, target, new AuditOutcome.Done());
  }

  private void failed(AuditTarget target, StorageFailure failure) {
    String reason = AuditService.word(StorageRefusals.ofLookup(failure));
    audit.ran(AuditOperation.RETENTION, target, new AuditOutcome.Refused(reason));
  }

  private void inBatches(Removed removed, String what, int size, IntUnaryOperator remove) {
    int batch = size;
    while (batch == size && running.door() != Door.CLOSED) {
      batch = remove.applyAsInt(size);
      removed.add(what, batch);
    }
  }

  /** How many of what were removed. */
  private static final class Removed {

    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void add(String what, int count) {
      if (count > 0) {
        counts.merge(what, count, Integer::sum);
      }
    }

    boolean isSome() {
      return !counts.isEmpty();
    }

    String told() {
      return counts.entrySet().stream()
          .map(count -> count.getKey() + ": " + count.getValue())
          .collect(Collectors.joining(", "));
    }
  }
}
