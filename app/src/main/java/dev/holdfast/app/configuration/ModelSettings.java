package dev.holdfast.app.configuration;

import dev.holdfast.domain.route.ModelId;

/**
 * The limits of one model.
 *
 * @param contextWindowTokens the most a request and its answer may hold together
 * @param maxOutputTokens the most an answer may hold, less than the context window
 */
public record ModelSettings(ModelId id, int contextWindowTokens, int maxOutputTokens) {

  /** What is assumed of a model without a stated window: the least that current models have. */
  public static final int DEFAULT_CONTEXT_WINDOW_TOKENS = 128_000;

  /** What is reserved for the answer of a model without a stated limit. */
  public static final int DEFAULT_MAX_OUTPUT_TOKENS = 16_384;

  /** The answer's share of a window too small for the default reserve. */
  private static final int SMALL_WINDOW_OUTPUT_SHARE = 4;

  public ModelSettings {
    if (maxOutputTokens < 1 || contextWindowTokens <= maxOutputTokens) {
      throw new IllegalArgumentException("a model's answer must fit its context window");
    }
  }

  /** A model of which nothing but its name is known. */
  public static ModelSettings unstated(ModelId id) {
    return new ModelSettings(id, DEFAULT_CONTEXT_WINDOW_TOKENS, DEFAULT_MAX_OUTPUT_TOKENS);
  }

  /** The reserve for an answer in a window, where the operator states none. */
  public static int defaultMaxOutputTokens(int contextWindowTokens) {
    return Math.clamp(
        contextWindowTokens / SMALL_WINDOW_OUTPUT_SHARE, 1, DEFAULT_MAX_OUTPUT_TOKENS);
  }

  /** The most a prompt may hold, at least 1. */
  public int promptBudgetTokens() {
    return contextWindowTokens - maxOutputTokens;
  }
}
