package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.Secret;

/** Finds the secrets that a configuration names. */
public interface SecretSource {

  /** The value of a variable of the environment. */
  Resolution variable(String name);

  /**
   * What a file holds.
   *
   * @param path as it was written; a relative one starts at the configuration's folder
   */
  Resolution file(String path);

  /** What came of looking for a secret. */
  sealed interface Resolution {

    /** Here it is. */
    record Found(Secret secret) implements Resolution {}

    /** It is not there, or no secret; why, without showing anything of it. */
    record NotFound(String reason) implements Resolution {}

    /** Nobody looked, because nobody needs it. */
    record LeftAlone() implements Resolution {}
  }

  /** Looks for nothing: for readers that need everything but the secrets. */
  static SecretSource leavingAlone() {
    return new SecretSource() {
      @Override
      public Resolution variable(String name) {
        return new Resolution.LeftAlone();
      }

      @Override
      public Resolution file(String path) {
        return new Resolution.LeftAlone();
      }
    };
  }
}
