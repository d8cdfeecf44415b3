package dev.holdfast.domain.transcript;

/** What alignment did with a request; told to the client in {@code x-holdfast-history}. */
public enum HistoryAction {
  APPENDED,
  BRANCHED,
  SEEDED
}
