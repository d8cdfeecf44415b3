package dev.holdfast.domain.turn;

import java.time.Duration;

/**
 * Why a begun turn failed.
 *
 * @param message what happened and what to do; no secret. An upstream's words in it may quote the
 *     request
 * @param retryAfter how long the upstream asked to wait, zero if it did not say
 */
public record TurnFailure(FailureCause cause, String message, Duration retryAfter) {

  /** A failure without a wish of the upstream when to come back. */
  public static TurnFailure of(FailureCause cause, String message) {
    return new TurnFailure(cause, message, Duration.ZERO);
  }
}
