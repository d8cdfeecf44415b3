package dev.holdfast.app.configuration;

/** Which OpenAI-compatible API a provider speaks. */
public enum ProviderApi {
  /** Chat completions. */
  CHAT,
  /** Responses. */
  RESPONSES
}
