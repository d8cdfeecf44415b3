package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.RequestProblem;

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

  /** Something that the management API did not do. */
  static HttpProblem of(ManagementFault fault, String message) {
    return new HttpProblem(Problem.of(fault, message));
  }

  /** A request that could not be read. */
  static HttpProblem of(RequestProblem problem) {
    RequestFault fault =
        switch (problem.fault()) {
          case MALFORMED_JSON -> RequestFault.MALFORMED_JSON;
          case DUPLICATE_MEMBER -> RequestFault.DUPLICATE_MEMBER;
          case INVALID_TYPE -> RequestFault.INVALID_TYPE;
          case INVALID_VALUE -> RequestFault.INVALID_VALUE;
          case MISSING_PARAMETER -> RequestFault.MISSING_PARAMETER;
          case UNSUPPORTED_PARAMETER -> RequestFault.UNSUPPORTED_PARAMETER;
          case UNSUPPORTED_TOOL -> RequestFault.UNSUPPORTED_TOOL;
        };
    return of(fault, problem.message(), problem.parameter());
  }

  /** The answer. */
  Problem problem() {
    return problem;
  }
}
