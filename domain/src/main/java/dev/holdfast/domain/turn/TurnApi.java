package dev.holdfast.domain.turn;

/** The endpoint a turn came through. */
public enum TurnApi {
  CHAT_COMPLETIONS,
  RESPONSES
}
