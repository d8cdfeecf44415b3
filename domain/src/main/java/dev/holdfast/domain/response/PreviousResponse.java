package dev.holdfast.domain.response;

/** What a response goes on from. */
public sealed interface PreviousResponse {

  /** Nothing: it begins a conversation, or follows the head of its session. */
  record None() implements PreviousResponse {}

  /** This response, from its last event on. */
  record After(ResponseId response) implements PreviousResponse {}
}
