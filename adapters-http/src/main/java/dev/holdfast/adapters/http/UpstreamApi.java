package dev.holdfast.adapters.http;

/** The API an upstream is asked by. */
public enum UpstreamApi {
  /** Chat completions, at {@code /chat/completions}. */
  CHAT,
  /**
   * Chat completions of a server that knows the bound of an answer as {@code max_tokens} only, the
   * name that {@code max_completion_tokens} replaced.
   */
  CHAT_WITH_MAX_TOKENS,
  /** Responses, at {@code /responses}. */
  RESPONSES
}
