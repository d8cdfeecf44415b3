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
}
