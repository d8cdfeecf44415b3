package dev.holdfast.domain.turn;

import dev.holdfast.domain.session.SessionKey;

/** A lease whose turn does not run, so that nobody gives it back. */
public record StrayLease(SessionKey key, LeaseHolder holder) {}
