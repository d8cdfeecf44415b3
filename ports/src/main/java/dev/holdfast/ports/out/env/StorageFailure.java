package dev.holdfast.ports.out.env;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The storage is broken in a way no caller can answer as an outcome: a full disk, a damaged or
 * missing file, a dead writer. The message is constant per code; what varies is in the context.
 */
public final class StorageFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is broken. */
  public enum Code {
    /** The control plane or an agent's database cannot be opened. */
    CANNOT_OPEN,
    /** The database was written by a newer program; it was not touched. */
    NEWER_SCHEMA,
    /** A commit failed: nothing of it may be told as stored. */
    COMMIT_FAILED,
    /** No space is left. */
    FULL,
    /** A read failed. */
    READ_FAILED,
    /** The storage was closed, or is not open yet. */
    CLOSED,
    /** The agent has no database in service. */
    AGENT_UNAVAILABLE,
    /** A rule of the schema refused a row, such as a legacy route. */
    CONSTRAINT
  }

  private final Code code;
  private final transient Map<String, String> context;

  /** A failure with the facts around it: file, agent, versions; never content or secrets. */
  public StorageFailure(Code code, String message, Map<String, String> context, Throwable cause) {
    super(told(message, context), cause);
    this.code = code;
    this.context = Map.copyOf(context);
  }

  /** The same where nothing was thrown before. */
  public StorageFailure(Code code, String message, Map<String, String> context) {
    super(told(message, context));
    this.code = code;
    this.context = Map.copyOf(context);
  }

  /** The facts always in the same order. */
  private static String told(String message, Map<String, String> context) {
    return context.isEmpty()
        ? message
        : message
            + new TreeMap<>(context)
                .entrySet().stream()
                    .map(fact -> fact.getKey() + ": " + fact.getValue())
                    .collect(Collectors.joining("; ", " (", ")"));
  }

  /** What is broken. */
  public Code code() {
    return code;
  }

  /** The facts around it. */
  public Map<String, String> context() {
    return context;
  }
}
