package dev.holdfast.adapters.http.chat;

/** Leaves the depth of a malformed member; each level on the way out adds its part of the path. */
public final class MalformedMember extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String param;
  private final String problem;

  /**
   * A problem.
   *
   * @param param where, relative to the reader that throws: {@code content[0].type}, or empty
   */
  public MalformedMember(String param, String problem) {
    super(problem, null, false, false);
    this.param = param;
    this.problem = problem;
  }

  /** Where. */
  public String param() {
    return param;
  }

  /** What is wrong. */
  public String problem() {
    return problem;
  }

  /** The same problem, seen from the object or array that holds it. */
  public MalformedMember within(String outer) {
    boolean joined = param.isEmpty() || param.startsWith("[");
    return new MalformedMember(outer + (joined ? "" : ".") + param, problem);
  }
}
