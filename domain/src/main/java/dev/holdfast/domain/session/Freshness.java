package dev.holdfast.domain.session;

/** Whether a transcript goes on or a new one is due. */
public sealed interface Freshness {

  /** It goes on. */
  record Fresh() implements Freshness {}

  /** A new one is due. */
  record Stale(RotationReason reason) implements Freshness {}
}
