package dev.holdfast.domain.state;

/**
 * Where the configuration file is, whether or not it exists.
 *
 * @param path absolute
 */
public record ConfigurationPlace(String path, Origin origin) {

  /** How the place came about. */
  public enum Origin {
    /** Somebody named this file, so it has to exist. */
    NAMED,
    /** The file every home may have; without it the defaults hold. */
    USUAL
  }
}
