package dev.holdfast.adapters.http;

/** The API an upstream is asked by. */
public enum UpstreamApi {
  /** Chat completions, at {@code /chat/completions}. */
  CHAT,
  /** Responses, at {@code /responses}. */
  RESPONSES
}
