package dev.holdfast.domain.state;

import dev.holdfast.domain.finding.Finding;

/** How a command may change a store. */
public sealed interface WriteWay {

  /** The gateway that holds the home does it. */
  record ThroughGateway() implements WriteWay {}

  /** The command does it, under the lock of the home. */
  record Directly() implements WriteWay {}

  /** There is no store to change, and a command makes none. */
  record NoStore() implements WriteWay {}

  /**
   * Not at all; nothing was changed.
   *
   * @param finding an error: why, and what to do
   */
  record Refused(Finding finding, WayOut out) implements WriteWay {}

  /** What the same command could be given so that it is not refused for this reason. */
  enum WayOut {
    /** Nothing: something has to be mended first. */
    NONE,
    /** {@code --home}. */
    NAME_HOME,
    /** {@code --as-owner}. */
    AS_OWNER,
    /** {@code --stop-gateway}. */
    STOP_GATEWAY
  }
}
