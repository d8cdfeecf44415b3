package dev.holdfast.app.configuration;

import java.time.Duration;

/**
 * What bounds a turn.
 *
 * @param timeout how long a turn may take where its agent says nothing, positive
 */
public record TurnSettings(Duration timeout) {

  /** How long a turn may take unless told otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  /** What holds where the operator says nothing. */
  public static TurnSettings defaults() {
    return new TurnSettings(DEFAULT_TIMEOUT);
  }
}
