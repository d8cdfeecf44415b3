package dev.holdfast.domain.turn;

/**
 * Tokens of one turn, each at least 0.
 *
 * @param cachedTokens part of the input that the provider read from its prompt cache
 * @param cacheWriteTokens part of the input that the provider wrote to its prompt cache
 * @param reasoningTokens part of the output that was reasoning
 */
public record Usage(
    long inputTokens,
    long outputTokens,
    long cachedTokens,
    long cacheWriteTokens,
    long reasoningTokens,
    Source source) {

  /** Where the figures come from. */
  public enum Source {
    REPORTED,
    ESTIMATED
  }

  public Usage {
    if (inputTokens < 0
        || outputTokens < 0
        || cachedTokens < 0
        || cacheWriteTokens < 0
        || reasoningTokens < 0) {
      throw new IllegalArgumentException("token counts cannot be negative");
    }
  }

  /** Input and output together. */
  public long totalTokens() {
    return inputTokens + outputTokens;
  }

  /** Figures we counted ourselves because the upstream gave none. */
  public static Usage estimated(long inputTokens, long outputTokens) {
    return new Usage(inputTokens, outputTokens, 0, 0, 0, Source.ESTIMATED);
  }
}
