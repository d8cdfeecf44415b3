package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RefusalReason;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every cause and how it is told: the one place where outcomes become HTTP. {@code docs/errors.md}
 * is this table in print.
 *
 * <p>OpenAI's clients retry 408, 409, 429 and 5xx by themselves; rows where that cannot help say
 * so. An upstream that refuses the gateway's credential is a 502: a 401 would make the client blame
 * its own token.
 */
final class ErrorTable {

  private ErrorTable() {}

  /** Every cause there is. */
  static List<ErrorCause> causes() {
    Stream<ErrorCause> faults =
        Arrays.stream(RequestFault.values()).map(ErrorCause.TurnedDown::new);
    Stream<ErrorCause> reasons = Arrays.stream(RefusalReason.values()).map(ErrorCause.Refused::new);
    Stream<ErrorCause> failures = Arrays.stream(FailureCause.values()).map(ErrorCause.Failed::new);
    Stream<ErrorCause> undone = Arrays.stream(ManagementFault.values()).map(ErrorCause.Undone::new);
    return Stream.of(faults, undone, reasons, failures).flatMap(causes -> causes).toList();
  }

  /** How a cause is told. */
  static ErrorRow row(ErrorCause cause) {
    return switch (cause) {
      case ErrorCause.TurnedDown(RequestFault fault) -> FaultRows.of(fault);
      case ErrorCause.Undone(ManagementFault fault) -> ManagementRows.of(fault);
      case ErrorCause.Refused(RefusalReason reason) -> RefusalRows.of(reason);
      case ErrorCause.Failed(FailureCause failure) -> FailureRows.of(failure);
    };
  }
}
