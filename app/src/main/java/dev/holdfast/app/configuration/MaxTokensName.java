package dev.holdfast.app.configuration;

/** By which name a provider of chat completions knows the bound of an answer's tokens. */
public enum MaxTokensName {
  /** The present one. */
  MAX_COMPLETION_TOKENS,
  /** The former one, which many servers know alone. */
  MAX_TOKENS
}
