package dev.holdfast.domain.session;

/** What a reset policy tells conversations apart by. */
public enum ResetType {
  /** One peer, and whatever is neither of the others. */
  DIRECT,
  /** Several people. */
  GROUP,
  /** A thread or a forum topic of another conversation. */
  THREAD;

  private static final String[] THREAD_MARKERS = {ThreadSplit.MARKER, ":topic:"};
  private static final String[] GROUP_MARKERS = {":group:", ":channel:"};

  /** The type of a key's conversation, by the markers in its text. */
  public static ResetType of(SessionKey key) {
    if (holdsAny(key.value(), THREAD_MARKERS)) {
      return THREAD;
    }
    return holdsAny(key.value(), GROUP_MARKERS) ? GROUP : DIRECT;
  }

  private static boolean holdsAny(String text, String[] markers) {
    for (String marker : markers) {
      if (SessionKeyText.lastIndexOfAscii(text, marker) >= 0) {
        return true;
      }
    }
    return false;
  }
}
