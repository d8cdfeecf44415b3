package dev.holdfast.ports.in;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts.Consent;

/**
 * All that the command line may ask, for one home. Commands never see it: those that look are given
 * {@link ReadingServices}, and what changes something is handed out by the guard alone.
 */
public interface OperatorServices extends ReadingServices, AutoCloseable {

  /** The gateway process of this home. */
  GatewayRuns gateway();

  /** What has to be known of the home before something goes through its gateway or changes it. */
  HomeDoor door();

  /**
   * Takes the lock of the home and opens its store for changes; makes and migrates nothing.
   *
   * @param consent whether the home of another user may be taken
   * @throws dev.holdfast.ports.out.env.StorageFailure if there is a store and it cannot be opened
   */
  DirectAccess direct(Consent consent);

  /**
   * Gives the store of the home a new identity, under the lock of the home.
   *
   * @param expected the identity it had when it was looked at
   * @param consent whether the home of another user may be taken
   * @throws dev.holdfast.ports.out.env.StorageFailure if the store cannot be written
   */
  IdentityRenewal renewIdentity(StoreId expected, Consent consent);

  /** Ends who holds a home. */
  HomeRelease release();

  /** Mends what a doctor found in the home. */
  HomeRepairs repairs();

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
