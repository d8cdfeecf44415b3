package dev.holdfast.domain.state;

/**
 * All that decides how a command may change a store.
 *
 * @param home the home's real path
 * @param user the number of the user who runs the command
 * @param owner the number of the user who owns the home
 * @param medium what the home lies on
 * @param store what the files of the home say
 * @param answer what the gateway that holds the home proved
 */
public record WriteFacts(
    String home,
    Standing standing,
    long user,
    long owner,
    Medium medium,
    Consent consent,
    StoreAtPath store,
    HomeHolder holder,
    GatewayAnswer answer) {

  /** What the caller takes upon itself. */
  public enum Consent {
    /** Nothing. */
    NONE,
    /** {@code --as-owner}: to write directly in a home of another user. */
    AS_OWNER
  }
}
