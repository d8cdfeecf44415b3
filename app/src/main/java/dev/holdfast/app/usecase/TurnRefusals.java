package dev.holdfast.app.usecase;

import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a turn hears that does not get its session. */
final class TurnRefusals {

  private TurnRefusals() {}

  private static TurnOutcome shuttingDown() {
    return refused(
        RefusalReason.SHUTTING_DOWN,
        "The gateway is stopping. Nothing was stored; send the request again in a few seconds.");
  }

  /** No turn may begin, for a time or for good. */
  static TurnOutcome noneBegins(RunningTurns running) {
    return switch (running.door()) {
      case CLOSED -> shuttingDown();
      // It may be open again by now, and this one is gone from the queue all the same.
      case DRAINING, OPEN -> draining();
    };
  }

  private static TurnOutcome draining() {
    return refused(
        RefusalReason.DRAINING,
        "The gateway begins no turns for the time being: an operator drains it. Nothing was"
            + " stored; send the request again later.");
  }

  static TurnOutcome queueFull(int depth) {
    return refused(
        RefusalReason.SESSION_QUEUE_FULL,
        "Too many requests wait for this session already ("
            + depth
            + "). Nothing was stored; send this one again when they are answered.");
  }

  static TurnOutcome waitedTooLong() {
    return refused(
        RefusalReason.SESSION_QUEUE_FULL,
        "Another turn of this session took too long to wait for. Nothing was stored; send the"
            + " request again.");
  }

  static TurnOutcome neverQuiet() {
    return refused(
        RefusalReason.SESSION_QUEUE_FULL,
        "The same request kept being tried elsewhere. Nothing was stored; send it again.");
  }

  static TurnOutcome answeredElsewhere() {
    return refused(
        RefusalReason.SESSION_QUEUE_FULL,
        "Another process answered the same request meanwhile. Nothing was stored of this one; send"
            + " it again to hear that answer.");
  }

  static TurnOutcome leftRunning() {
    return refused(
        RefusalReason.SESSION_QUEUE_FULL,
        "An earlier turn of the session could not be ended. Nothing was stored; send the request"
            + " again.");
  }

  /** A turn left its queue, because somebody stopped it or nobody listens any more. */
  static TurnOutcome gaveUp(RunningTurns running, TurnStop stop) {
    if (stop.wasSentAway()) {
      return noneBegins(running);
    }
    return switch (stop.reason().orElse(StopReason.CALLER_GONE)) {
      case REQUESTED ->
          refused(
              RefusalReason.TURN_ABORTED,
              "The turn was stopped on request before it began. Nothing was stored.");
      case TOKEN_REVOKED ->
          refused(
              RefusalReason.TURN_ABORTED,
              "The token was revoked before the turn began. Nothing was stored; send the request"
                  + " again with a token that holds.");
      case CALLER_GONE, TIMED_OUT, LEASE_LOST, SHUTDOWN ->
          refused(
              RefusalReason.CALLER_GONE,
              "The request left the queue before its turn came. Nothing was stored.");
    };
  }

  /** Who runs the session is told to those only who may know of processes and machines. */
  static TurnOutcome busy(Caller caller, Instant since, InstanceId holder) {
    String by = caller.scope().permits(Scope.ADMIN) ? " by " + holder : "";
    return refused(
        RefusalReason.SESSION_BUSY,
        "Another turn of this session has been running since "
            + since.truncatedTo(ChronoUnit.MILLIS)
            + by
            + ", and the request does not want to wait. Nothing was stored.");
  }

  private static TurnOutcome refused(RefusalReason reason, String message) {
    return new TurnOutcome.Refused(Refusal.of(reason, message));
  }
}
