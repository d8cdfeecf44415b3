package dev.holdfast.adapters.http.server;

/** Leaves the depth of a request's handling with the answer it shall get. */
final class HttpProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  HttpProblem(Problem problem) {
    super(problem.row().code(), null, false, false);
    this.problem = problem;
  }

  /** A request that is turned down. */
  static HttpProblem of(RequestFault fault, String message) {
    return new HttpProblem(Problem.of(fault, message));
  }

  /** A request that is turned down because of a parameter or header. */
  static HttpProblem of(RequestFault fault, String message, String parameter) {
    return new HttpProblem(Problem.of(fault, message, parameter));
  }

  /** The answer. */
  Problem problem() {
    return problem;
  }
}
