package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.Lanes.Lane;
import dev.holdfast.app.usecase.TurnStop.Whereabouts;
import dev.holdfast.app.usecase.TurnStop.Whereabouts.Begun;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnOrigin;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.TurnFacts;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The turns of this process, and the door that closes when it drains. */
final class RunningTurns {

  private final Lanes lanes;
  private final Map<TurnId, TurnStop> running = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private volatile Door door = Door.OPEN;

  @Inject
  RunningTurns(Lanes lanes) {
    this.lanes = lanes;
  }

  /** Who is let in. */
  enum Door {
    OPEN,
    /** Nobody, until an operator says otherwise. */
    DRAINING,
    /** Nobody any more. */
    CLOSED
  }

  /** Lets a turn in if the door is open; whoever was let in must {@link #leave}. */
  boolean enter(TurnStop turn) {
    if (door != Door.OPEN) {
      return false;
    }
    running.put(turn.id(), turn);
    if (door != Door.OPEN) {
      leave(turn);
      return false;
    }
    return true;
  }

  void leave(TurnStop turn) {
    running.remove(turn.id());
    turn.tellOver();
    if (door != Door.OPEN && running.isEmpty()) {
      lock.lock();
      try {
        quiet.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** A turn that waits or is at work in this process. */
  Optional<TurnStop> find(TurnId id) {
    return Optional.ofNullable(running.get(id));
  }

  /** The turns of this process that wait for others of their sessions, the oldest first. */
  List<WaitingTurn> waiting() {
    return running.values().stream()
        .flatMap(this::waiting)
        .sorted(Comparator.comparing(WaitingTurn::since).thenComparingInt(WaitingTurn::position))
        .toList();
  }

  private Stream<WaitingTurn> waiting(TurnStop turn) {
    return switch (turn.whereabouts()) {
      case Whereabouts.Waiting(Lane lane, TurnOrigin origin, String model) -> {
        OptionalInt before = lanes.before(lane, turn.place());
        yield before.isEmpty()
            ? Stream.empty()
            : Stream.of(
                new WaitingTurn(
                    turn.id(),
                    turn.request(),
                    origin,
                    lane.agent(),
                    lane.key(),
                    model,
                    turn.since(),
                    before.getAsInt()));
      }
      case Whereabouts.Arriving(), Begun _ -> Stream.empty();
    };
  }

  /** How many turns of this process have begun and not ended. */
  int begun() {
    return (int)
        running.values().stream().filter(turn -> turn.whereabouts() instanceof Begun).count();
  }

  /** Who is let in now. */
  Door door() {
    return door;
  }

  /** Lets nobody in for now, and sends away whoever still waits for a lane. */
  synchronized void drain() {
    if (door == Door.OPEN) {
      door = Door.DRAINING;
      sendAway();
    }
  }

  /** Lets turns in again, unless the door was closed for good. */
  synchronized void open() {
    if (door == Door.DRAINING) {
      door = Door.OPEN;
    }
  }

  /** Lets nobody in any more, and sends away whoever still waits for a lane. */
  synchronized void close() {
    door = Door.CLOSED;
    sendAway();
  }

  private void sendAway() {
    running.values().forEach(TurnStop::sendAway);
  }

  /**
   * Waits until nothing runs.
   *
   * @return whether that came in time
   */
  boolean awaitQuiet(Duration patience) throws InterruptedException {
    long remaining = patience.toNanos();
    lock.lock();
    try {
      while (!running.isEmpty() && remaining > 0) {
        remaining = quiet.awaitNanos(remaining);
      }
      return running.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives up on a turn that hangs and was ended by others: its session goes to the next. What it
   * may still want to store is refused, because its lease is gone.
   */
  void abandon(TurnId id) {
    find(id)
        .ifPresent(
            turn -> {
              if (turn.whereabouts() instanceof Begun(AgentId agent, TurnFacts facts)
                  && facts.scope() instanceof TurnScope.Keyed(SessionKey key, _)) {
                lanes.leave(new Lane(agent, key), turn.place());
              }
              leave(turn);
            });
  }

  /** Stops the turn of this process that runs in a session, or is about to, if there is one. */
  void stopIn(Lane lane, StopReason reason) {
    running.values().stream().filter(turn -> runsIn(turn, lane)).forEach(turn -> turn.stop(reason));
  }

  /** Stops the turns of a token that have not begun: it may not ask any more. */
  void stopWaitingOf(String token) {
    running.values().stream()
        .filter(
            turn ->
                turn.whereabouts() instanceof Whereabouts.Waiting(_, TurnOrigin origin, _)
                    && origin.token().equals(token))
        .forEach(turn -> turn.stop(StopReason.TOKEN_REVOKED));
  }

  private boolean runsIn(TurnStop turn, Lane lane) {
    return switch (turn.whereabouts()) {
      case Begun(AgentId agent, TurnFacts facts) ->
          agent.equals(lane.agent())
              && facts.scope() instanceof TurnScope.Keyed(SessionKey key, _)
              && key.equals(lane.key());
      case Whereabouts.Waiting(Lane own, _, _) ->
          own.equals(lane) && lanes.before(lane, turn.place()).equals(OptionalInt.of(0));
      case Whereabouts.Arriving() -> false;
    };
  }

  /** Stops what still runs. */
  void stopAll(StopReason reason) {
    running.values().forEach(turn -> turn.stop(reason));
  }
}
