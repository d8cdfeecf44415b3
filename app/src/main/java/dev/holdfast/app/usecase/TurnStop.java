package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnOrigin;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelRuntime.Generation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One turn of this process as others see it: where it stands, and a way to stop it from any thread.
 * The first reason counts.
 */
final class TurnStop {

  private final TurnId id;
  private final RequestId request;
  private final Instant since;
  private final Lanes.Place place = new Lanes.Place();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch shutdown = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);
  private final AtomicReference<@Nullable StopReason> reason = new AtomicReference<>();
  private final AtomicReference<@Nullable Generation> generation = new AtomicReference<>();

  private volatile Limit limit = new Limit.None();

  private volatile boolean sentAway;
  private volatile Whereabouts whereabouts = new Whereabouts.Arriving();

  TurnStop(TurnId id, RequestId request, Instant since) {
    this.id = id;
    this.request = request;
    this.since = since;
  }

  /** How long a turn may take. */
  private sealed interface Limit {

    /** It has not begun, and no time is set for that. */
    record None() implements Limit {}

    record Within(Duration most, LeaseClock.Reading since) implements Limit {}
  }

  /** How far a turn is. */
  sealed interface Whereabouts {

    /** It is looked at whether it may begin. */
    record Arriving() implements Whereabouts {}

    /** It waits for others of its session. */
    record Waiting(Lanes.Lane lane, TurnOrigin origin, String model) implements Whereabouts {}

    /** Its begin is stored. */
    record Begun(AgentId agent, TurnFacts facts) implements Whereabouts {}
  }

  /** The turn's identity, from its arrival on. */
  TurnId id() {
    return id;
  }

  /** The request it came by. */
  RequestId request() {
    return request;
  }

  /** When it arrived. */
  Instant since() {
    return since;
  }

  /** How far it is. */
  Whereabouts whereabouts() {
    return whereabouts;
  }

  /** Says how far it is now; called by the turn itself. */
  void moveTo(Whereabouts now) {
    whereabouts = now;
  }

  /** Says how long it may take from now on; called by the turn itself. */
  void limitedTo(Duration most, LeaseClock.Reading now) {
    limit = new Limit.Within(most, now);
  }

  /** For how long its time has been over, by the clock that only goes on; negative before. */
  Duration pastLimit(LeaseClock.Reading now) {
    return switch (limit) {
      case Limit.None() -> Duration.ZERO;
      case Limit.Within(Duration most, LeaseClock.Reading since) -> now.since(since).minus(most);
    };
  }

  /** Where the turn queues for its lane. */
  Lanes.Place place() {
    return place;
  }

  /** Stops the turn: out of the queue if it waits, else by cancelling its generation. */
  void stop(StopReason because) {
    if (because == StopReason.SHUTDOWN) {
      shutdown.countDown();
    }
    if (!reason.compareAndSet(null, because)) {
      return;
    }
    leaveQueue();
    Generation running = generation.get();
    if (running != null) {
      running.cancel();
    }
  }

  /** Takes the turn out of the queue if it waits there; one that has its lane goes on. */
  void leaveQueue() {
    left.countDown();
    place.withdraw();
  }

  /** Takes the turn out of the queue because none may begin. */
  void sendAway() {
    sentAway = true;
    leaveQueue();
  }

  /** Whether the turn may not begin because none may. */
  boolean wasSentAway() {
    return sentAway;
  }

  /**
   * Waits while another process runs the session, unless the turn shall not wait any more.
   *
   * @return whether the wait was cut short
   */
  boolean waitElsewhere(Duration duration) {
    return await(left, duration);
  }

  /** From now on a stop cancels this generation; one that came before does at once. */
  void attach(Generation running) {
    generation.set(running);
    if (reason.get() != null) {
      running.cancel();
    }
  }

  /**
   * Waits, unless the process shuts down.
   *
   * @return whether the wait was cut short
   */
  boolean pause(Duration duration) {
    return await(shutdown, duration);
  }

  private static boolean await(CountDownLatch latch, Duration duration) {
    try {
      return latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Tells whoever waits that the turn has reached its end and stored it. */
  void tellOver() {
    over.countDown();
  }

  /** Waits for the turn's end, but no longer than this. */
  void awaitOver(Duration patience) {
    try {
      over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why the turn was stopped, if it was. */
  Optional<StopReason> reason() {
    return Optional.ofNullable(reason.get());
  }
}
