package dev.holdfast.ports.in;

/**
 * All that the command line may ask, for one home. Commands never see it: those that look are given
 * {@link ReadingServices}, and what changes something is handed out by the guard alone.
 */
public interface OperatorServices extends ReadingServices, AutoCloseable {

  /** The gateway process of this home. */
  GatewayRuns gateway();

  /** The way to that process, for what only it may change. */
  GatewayDoor door();

  /** Files for secrets that a command is told. */
  SecretFiles secretFiles();

  @Override
  void close();

  /** Opens the services of one invocation. */
  interface Factory {

    /** Services for the place the caller names; nothing is read or written yet. */
    OperatorServices at(Whereabouts whereabouts);
  }

  /**
   * The options of a command that say where state is; each empty if not given.
   *
   * @param home {@code --home}
   * @param configuration {@code --config}
   */
  record Whereabouts(String home, String configuration) {}
}
