package dev.holdfast.domain.transcript;

/** How a request's messages relate to the stored transcript. */
public enum HistoryMode {
  /** Decide from the request: see {@link HistoryAlignment}. */
  AUTO,
  /** The request brings only what is new. */
  APPEND,
  /** The request brings the whole conversation as the client sees it. */
  FULL
}
