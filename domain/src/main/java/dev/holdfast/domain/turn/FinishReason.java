package dev.holdfast.domain.turn;

/** Why a model stopped. Reasons an upstream invents become {@link #STOP} or {@link #TOOL_CALLS}. */
public enum FinishReason {
  STOP,
  LENGTH,
  TOOL_CALLS,
  CONTENT_FILTER
}
