package dev.holdfast.domain.turn;

/**
 * Where a turn comes from.
 *
 * @param token the identity of the token that asked for it
 * @param digest what exactly was asked
 */
public record TurnOrigin(String token, RequestDigest digest, PreviousAttempt previous) {}
