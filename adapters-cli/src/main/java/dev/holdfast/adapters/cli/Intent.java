package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.GatewayDoor.Opening;
import dev.holdfast.ports.in.SecretFiles;

/** What a guarded command is about to do. */
sealed interface Intent {

  /** Nothing is to be changed: the command line makes no sense, or it asks only to look. */
  record Nothing(Answer answer) implements Intent {}

  /**
   * A change of what is stored.
   *
   * @param writes where
   */
  record Change(Writes writes, Work work) implements Intent {}

  /** A change of the gateway's process, which only a running gateway can be asked for. */
  record GatewayChange(Work work) implements Intent {}

  /** Where a command writes, as its path begins in the home; told before it does. */
  enum Writes {
    CONTROL_PLANE("state/"),
    AGENTS("agents/");

    private final String folder;

    Writes(String folder) {
      this.folder = folder;
    }

    /** Whether a database of the home is among those. */
    boolean reach(String path) {
      return path.startsWith(folder);
    }
  }

  /** Makes the change with what the guard hands out. */
  interface Work {
    Answer with(Opened opened);
  }

  /**
   * The way to a gateway that runs.
   *
   * @param secretFiles files for secrets that the command is told
   */
  record Opened(GatewayClient gateway, Opening.Open door, SecretFiles secretFiles) {

    /** Sends one request and tells what came of it. */
    Answer ask(GatewayCall call, GatewayTelling telling) {
      return ToldReply.of(gateway.send(call), door, telling);
    }
  }
}
