package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.adapters.http.server.ErrorRow.Param;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnFailure;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * One error as a client hears it.
 *
 * @param parameter the request parameter at fault, empty if none is
 * @param retryAfter how long to wait before trying again; zero if nothing is known
 */
record Problem(ErrorRow row, String message, String parameter, Duration retryAfter) {

  /** The shortest and longest time after which clients are asked back; Java's SDK waits no more. */
  private static final long SOONEST_MILLIS = 1_000;

  private static final long LATEST_MILLIS = 8_000;

  /** A request that was turned down at the door, no single parameter to blame beside the row's. */
  static Problem of(RequestFault fault, String message) {
    return of(fault, message, "");
  }

  /** A request that was turned down at the door because of a parameter or header. */
  static Problem of(RequestFault fault, String message, String parameter) {
    return of(new ErrorCause.TurnedDown(fault), message, parameter, Duration.ZERO);
  }

  /** Something that the management API did not do. */
  static Problem of(ManagementFault fault, String message) {
    return of(new ErrorCause.Undone(fault), message, "", Duration.ZERO);
  }

  /** A turn that was not begun. */
  static Problem of(Refusal refusal) {
    ErrorCause cause = new ErrorCause.Refused(refusal.reason());
    return of(cause, refusal.message(), refusal.parameter(), Duration.ZERO);
  }

  /** A turn that gave no answer. */
  static Problem of(TurnFailure failure) {
    ErrorCause cause = new ErrorCause.Failed(failure.cause());
    return of(cause, failure.message(), "", failure.retryAfter());
  }

  /** A turn that was stopped because somebody asked for that. */
  static Problem aborted() {
    return of(
        Refusal.of(
            RefusalReason.TURN_ABORTED,
            "The turn was stopped on request. What had come by then is kept in its session."));
  }

  /** A turn that was stopped because nobody heard it; told in case somebody still does. */
  static Problem callerGone() {
    return of(
        RequestFault.CALLER_GONE,
        "The turn was stopped because the connection seemed gone. What came was kept.");
  }

  /** A defect of the gateway; the log has the rest under the request's id. */
  static Problem internal(RequestId request) {
    return of(
        RequestFault.INTERNAL,
        "The gateway failed. Its log has the reason under request id " + request.value() + ".");
  }

  private static Problem of(
      ErrorCause cause, String message, String parameter, Duration retryAfter) {
    ErrorRow row = ErrorTable.row(cause);
    return new Problem(
        row, message, parameter.isEmpty() ? usual(row.param()) : parameter, retryAfter);
  }

  private static String usual(Param param) {
    return switch (param) {
      case Param.Fixed(String name) -> name;
      case Param.None(), Param.AtFault() -> "";
    };
  }

  /** The same problem with a time after which the client may come back. */
  Problem after(Duration time) {
    return new Problem(row, message, parameter, time);
  }

  /** The same problem with its parameter as the client called it. */
  Problem calling(UnaryOperator<String> names) {
    return new Problem(row, message, names.apply(parameter), retryAfter);
  }

  /**
   * How long the client is asked to wait, zero if it is not asked. Where the row says soon and
   * nothing better is known, the random request id spreads clients over the seconds.
   */
  Duration delay(RequestId request) {
    boolean later =
        switch (row.retry()) {
          case SOON, LATER -> true;
          case BY_STATUS, POINTLESS -> false;
        };
    if (!retryAfter.isZero() || !later) {
      return retryAfter;
    }
    long spread = LATEST_MILLIS - SOONEST_MILLIS + 1;
    return Duration.ofMillis(SOONEST_MILLIS + Math.floorMod(request.value().hashCode(), spread));
  }

  /** The error body: an object with the one member {@code error}. */
  byte[] body() {
    JsonText json = new JsonText().raw("{\"error\":");
    writeTo(json);
    return json.raw("}").bytes();
  }

  /** Writes the value of the member {@code error}. */
  void writeTo(JsonText json) {
    json.raw("{\"message\":").string(message);
    json.raw(",\"type\":").string(row.type().wire());
    json.raw(",\"param\":");
    if (parameter.isEmpty()) {
      json.raw("null");
    } else {
      json.string(parameter);
    }
    json.raw(",\"code\":").string(row.code()).raw("}");
  }
}
