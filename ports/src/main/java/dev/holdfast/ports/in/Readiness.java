package dev.holdfast.ports.in;

import java.util.Map;

/** Whether the gateway can serve; never touches an upstream. */
public interface Readiness {

  /** The state now. Cheap: at most one commit to the control plane, and only when idle. */
  Report report();

  /**
   * Whether turns may begin, told from memory: {@link State#STARTING}, {@link State#DRAINING} or
   * {@link State#READY}. Asked for every request, so it never looks at the store.
   */
  State lifecycle();

  /**
   * The state of the gateway.
   *
   * @param details facts for a caller with a token: durability, agents out of service
   */
  record Report(State state, Map<String, String> details) {
    public Report {
      details = Map.copyOf(details);
    }
  }

  /** What keeps the gateway from serving, if anything. */
  enum State {
    READY,
    STARTING,
    DRAINING,
    OUT_OF_SPACE,
    STORE_NOT_ANSWERING
  }
}
