package dev.holdfast.adapters.http.json;

/** Leaves the depth of a request's reader with what is wrong with the request. */
public final class RequestProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final String message;
  private final String parameter;

  /** What is wrong. */
  public enum Fault {
    MALFORMED_JSON,
    DUPLICATE_MEMBER,
    INVALID_TYPE,
    INVALID_VALUE,
    MISSING_PARAMETER,
    UNSUPPORTED_PARAMETER,
    UNSUPPORTED_TOOL
  }

  /** A problem of the request as a whole. */
  public RequestProblem(Fault fault, String message) {
    this(fault, message, "");
  }

  /**
   * A problem of a parameter.
   *
   * @param message what is wrong and what is expected; no content of the request
   * @param parameter as a path from the request: {@code input[2].content[0].type}
   */
  public RequestProblem(Fault fault, String message, String parameter) {
    super(message, null, false, false);
    this.fault = fault;
    this.message = message;
    this.parameter = parameter;
  }

  /** Nobody is asked. */
  public static RequestProblem noModel() {
    return new RequestProblem(
        Fault.MISSING_PARAMETER,
        "The request names no model. Use 'holdfast' for the agent's own; GET /v1/models lists the"
            + " others.",
        "model");
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }

  /** What is wrong and what is expected. */
  public String message() {
    return message;
  }

  /** The parameter at fault, empty if it is the request as a whole. */
  public String parameter() {
    return parameter;
  }
}
