package dev.holdfast.ports.in;

/** What the command line may ask, for one home. Reading creates nothing anywhere. */
public interface OperatorServices extends AutoCloseable {

  /** Where state is and what is there. */
  StateReport state();

  /** Sessions, read from the store directly. */
  SessionQueries sessions();

  /** The models and agents that the configuration defines. */
  ModelQueries models();

  /** The configuration file. */
  ConfigQueries configuration();

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
