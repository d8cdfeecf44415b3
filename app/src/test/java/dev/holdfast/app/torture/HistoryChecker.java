package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Decides whether a history kept every promise. It knows nothing of how the store or the gateway
 * work: what was told to the callers and the rows are all it looks at.
 */
final class HistoryChecker {

  private static final List<Function<History, List<Violation>>> CHECKS =
      List.of(
          HistoryChecker::answers,
          SessionsCheck::check,
          TranscriptsCheck::check,
          ContentCheck::check,
          OrderCheck::check,
          LeasesCheck::check);

  private HistoryChecker() {}

  /** Every violation there is; none if all promises were kept. */
  static List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    CHECKS.forEach(check -> violations.addAll(check.apply(history)));
    return violations;
  }

  private static List<Violation> answers(History history) {
    return switch (history.patience()) {
      case SOME_ARE_NOT -> List.of();
      case EVERYBODY_IS_ANSWERED ->
          history.operations().stream()
              .filter(operation -> !(operation.outcome() instanceof Outcome.Answered))
              .map(
                  operation ->
                      new Violation(
                          Invariant.EVERYBODY_IS_ANSWERED,
                          operation.key(),
                          operation.process()
                              + " asked '"
                              + operation.text()
                              + "' and got "
                              + operation.outcome()))
              .toList();
    };
  }
}
