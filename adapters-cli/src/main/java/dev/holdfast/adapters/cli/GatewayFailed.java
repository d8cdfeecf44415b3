package dev.holdfast.adapters.cli;

/** The gateway answered as none of ours does, or not at all; told once, where the command ends. */
final class GatewayFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Answer.Problem problem;

  GatewayFailed(Answer.Problem problem) {
    super(problem.message(), null, false, false);
    this.problem = problem;
  }

  /** What is told of it. */
  Answer.Problem problem() {
    return problem;
  }
}
