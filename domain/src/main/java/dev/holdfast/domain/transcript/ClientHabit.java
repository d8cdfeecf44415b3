package dev.holdfast.domain.transcript;

import java.util.List;

/**
 * How the client of a session has sent its requests so far. It tells a client that resends the
 * conversation and has just gone back to its first message from one that sends new messages only.
 */
public enum ClientHabit {
  /** No request brought a message of the assistant. */
  SENDS_NEW_MESSAGES,
  /** Some request brought messages of the assistant back. */
  RESENDS_CONVERSATION;

  /** The habit with one more request; worth storing if it changed. */
  public ClientHabit after(List<Item> request) {
    // The last item may be the beginning of an answer that the model is to go on with.
    List<Item> history = request.subList(0, Math.max(request.size() - 1, 0));
    return history.stream().anyMatch(Item::isFromAssistant) ? RESENDS_CONVERSATION : this;
  }

  /**
   * The habit as far as a transcript shows it: where a client seeded or edited it with messages of
   * the assistant. A client that only ever resent what is stored leaves no trace here.
   */
  public static ClientHabit shownBy(List<TranscriptEvent> path) {
    for (int i = 0; i + 1 < path.size(); i++) {
      // What a model went on from was no message of its own that came back.
      if (path.get(i).item().isFromAssistant()
          && isFromClient(path.get(i))
          && isFromClient(path.get(i + 1))) {
        return RESENDS_CONVERSATION;
      }
    }
    return SENDS_NEW_MESSAGES;
  }

  private static boolean isFromClient(TranscriptEvent event) {
    return switch (event.origin()) {
      case EventOrigin.Client client -> true;
      case EventOrigin.Model model -> false;
    };
  }
}
