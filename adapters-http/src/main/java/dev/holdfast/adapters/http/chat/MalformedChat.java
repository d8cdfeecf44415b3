package dev.holdfast.adapters.http.chat;

/** Leaves the depth of a malformed message; each level on the way out adds its part of the path. */
final class MalformedChat extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String param;
  private final String problem;

  /**
   * A problem.
   *
   * @param param where, relative to the reader that throws: {@code content[0].type}, or empty
   */
  MalformedChat(String param, String problem) {
    super(problem, null, false, false);
    this.param = param;
    this.problem = problem;
  }

  String param() {
    return param;
  }

  String problem() {
    return problem;
  }

  /** The same problem, seen from the object or array that holds it. */
  MalformedChat within(String outer) {
    boolean joined = param.isEmpty() || param.startsWith("[");
    return new MalformedChat(outer + (joined ? "" : ".") + param, problem);
  }
}
