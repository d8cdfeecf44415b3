package dev.holdfast.domain.state;

/** The store that the files of a home hold. */
public sealed interface StoreAtPath {

  /** None yet. */
  record None() implements StoreAtPath {}

  /** This one. */
  record Known(StoreId id) implements StoreAtPath {}

  /**
   * One whose identity cannot be read.
   *
   * @param reason one sentence
   */
  record Unreadable(String reason) implements StoreAtPath {}
}
