package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Answer.Loss;
import dev.holdfast.adapters.cli.StandardOutput.Fate;
import java.util.Optional;

/** What is said of an answer that did not reach whoever asked. */
final class LostOutput {

  private LostOutput() {}

  /** How the process ends. What went wrong before the output did is the better thing to tell. */
  static ExitCode exit(Answer answer, Fate fate) {
    return switch (fate) {
      case Fate.Arrived() -> answer.exit();
      case Fate.Unread(), Fate.Lost _ ->
          answer.exit() == ExitCode.OK ? ExitCode.FAILURE : answer.exit();
    };
  }

  /**
   * What has to be said of it. A reader that has gone wants to hear nothing, as {@code head} once
   * it has its lines, unless something was lost that nobody can read again.
   */
  static Optional<Answer.Problem> problem(Answer answer, Fate fate) {
    return switch (fate) {
      case Fate.Arrived() -> Optional.empty();
      case Fate.Unread() ->
          answer.loss().equals(Loss.WORDS)
              ? Optional.empty()
              : Optional.of(problem(answer, "whoever read it has gone"));
      case Fate.Lost(String reason) -> Optional.of(problem(answer, reason));
    };
  }

  private static Answer.Problem problem(Answer answer, String reason) {
    return new Answer.Problem(
        exit(answer, new Fate.Lost(reason)),
        "output_lost",
        "Standard output could not be written: " + reason + ". " + answer.loss().message(),
        answer.loss().remedies(),
        new JsonObject(),
        Page.EMPTY);
  }
}
