package dev.holdfast.ports.in;

import dev.holdfast.domain.token.Caller;
import java.util.Map;

/** Whether the gateway can serve; never touches an upstream. */
public interface Readiness {

  /** The state now. Cheap: at most one commit to the control plane, and only when idle. */
  State state();

  /**
   * What an operator wants to know, as it is now: the store, its durability, for each agent that
   * the caller reaches whether its database can be read, and for each upstream how its last call
   * ended. Reads each of those databases once; keys and values hold nothing of any conversation.
   * Not to be asked while {@link State#STARTING}.
   */
  Map<String, String> details(Caller caller);

  /**
   * Whether turns may begin, told from memory: {@link State#STARTING}, {@link State#DRAINING} or
   * {@link State#READY}. Asked for every request, so it never looks at the store.
   */
  State lifecycle();

  /** What keeps the gateway from serving, if anything. */
  enum State {
    READY,
    STARTING,
    /** No turn may begin until an operator undoes that; all else goes on. */
    DRAINING,
    /** The process ends. */
    STOPPING,
    OUT_OF_SPACE,
    STORE_NOT_ANSWERING
  }
}
