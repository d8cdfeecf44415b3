package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.app.usecase.Lanes.Lane;
import dev.holdfast.app.usecase.Lanes.Place;
import dev.holdfast.app.usecase.RunningTurns.Door;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Does something to a session between two of its turns: waits in its lane as a turn does, and for
 * other processes as a turn does.
 */
final class SessionLane {

  private final Lanes lanes;
  private final RunningTurns running;
  private final WriteBoundary boundary;
  private final Provider<QueueSettings> queue;
  private final InstanceId instance;
  private final Clock clock;

  @Inject
  SessionLane(
      Lanes lanes,
      RunningTurns running,
      WriteBoundary boundary,
      Provider<QueueSettings> queue,
      InstanceId instance,
      Clock clock) {
    this.lanes = lanes;
    this.running = running;
    this.boundary = boundary;
    this.queue = queue;
    this.instance = instance;
    this.clock = clock;
  }

  /** What became of a wish to do something. */
  sealed interface Outcome<R> {

    record Done<R>(R result) implements Outcome<R> {}

    record Refused<R>(Refusal refusal) implements Outcome<R> {}
  }

  /**
   * Does something once the session's turn has ended that runs now, and all before it that wait; or
   * before these once the turn that runs has been told to end. Waiting for turns of this process
   * and for other processes takes no longer, together, than the wait of a queue may.
   */
  <R> Outcome<R> between(Lane lane, RunningTurn runningTurn, Supplier<Claimed<R>> change) {
    Patience patience = new Patience(queue.get().patience());
    Place place = new Place();
    Lanes.Entry entered =
        switch (runningTurn) {
          case AWAITED -> lanes.enter(lane, place);
          case CANCELLED ->
              lanes.enterNext(lane, place, () -> running.stopIn(lane, StopReason.REQUESTED));
        };
    return switch (entered) {
      case Lanes.Entry.Entered() -> {
        try {
          yield running.door() == Door.CLOSED ? shuttingDown() : claim(lane, change, patience);
        } finally {
          lanes.leave(lane, place);
        }
      }
      case Lanes.Entry.QueueFull() ->
          refused(
              RefusalReason.SESSION_QUEUE_FULL,
              "Too many requests wait for this session already ("
                  + queue.get().depth()
                  + "). Nothing was changed; try again when they are answered.");
      case Lanes.Entry.WaitedTooLong() -> waitedTooLong();
      case Lanes.Entry.GivenUp(), Lanes.Entry.Occupied _ -> shuttingDown();
    };
  }

  private <R> Outcome<R> claim(Lane lane, Supplier<Claimed<R>> change, Patience patience) {
    while (true) {
      switch (change.get()) {
        case Claimed.Done<R>(R result) -> {
          return new Outcome.Done<>(result);
        }
        case Claimed.Held<R> _ when running.door() == Door.CLOSED -> {
          return shuttingDown();
        }
        case Claimed.Held<R> _ when patience.isOver() -> {
          return waitedTooLong();
        }
        case Claimed.Held<R>(LeaseHolder holder) -> {
          if (holder.owner().equals(instance)) {
            // The lane is ours, so nobody works on that turn: its end could not be stored.
            boundary.interruptLeftover(lane.agent(), lane.key(), instance, clock.instant());
          }
          if (!paused(patience.nextPause())) {
            return shuttingDown();
          }
        }
      }
    }
  }

  /** Waits while another process runs the session; false if the thread shall end. */
  private static boolean paused(Duration duration) {
    try {
      return !new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static <R> Outcome<R> waitedTooLong() {
    return refused(
        RefusalReason.SESSION_QUEUE_FULL,
        "A turn of this session took too long to wait for. Nothing was changed; try again, or have"
            + " the turn cancelled.");
  }

  private static <R> Outcome<R> shuttingDown() {
    return refused(
        RefusalReason.SHUTTING_DOWN,
        "The gateway is stopping. Nothing was changed; try again in a few seconds.");
  }

  private static <R> Outcome<R> refused(RefusalReason reason, String message) {
    return new Outcome.Refused<>(Refusal.of(reason, message));
  }
}
