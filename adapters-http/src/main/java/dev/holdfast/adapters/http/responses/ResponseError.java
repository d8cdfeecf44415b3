package dev.holdfast.adapters.http.responses;

/**
 * Why there is no answer.
 *
 * @param message what happened and what to do; no secret, no user content
 */
public record ResponseError(String code, String message) {}
