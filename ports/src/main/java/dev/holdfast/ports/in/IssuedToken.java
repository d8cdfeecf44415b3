package dev.holdfast.ports.in;

import dev.holdfast.domain.token.TokenText;

/** A token and its text, which is told this once. */
public record IssuedToken(TokenSummary token, TokenText text) {}
