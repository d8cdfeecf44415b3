package dev.holdfast.domain.transcript;

import java.util.List;

/**
 * The instructions a conversation begins with. They are compared and replaced as one block: clients
 * that send some send all of them.
 */
final class LeadingBlock {

  private LeadingBlock() {}

  /** How many items at the start of a request are its leading instructions. */
  static int of(List<Item> request) {
    int count = 0;
    while (count < request.size() && request.get(count).isInstruction()) {
      count++;
    }
    return count;
  }

  /** How many events at the root of a path are its leading instructions. */
  static int in(List<TranscriptEvent> path) {
    int count = 0;
    while (count < path.size() && path.get(count).item().isInstruction()) {
      count++;
    }
    return count;
  }

  /** Whether a request's leading instructions are those of the path, or none at all. */
  static boolean isStored(List<Item> leading, List<TranscriptEvent> path) {
    if (leading.isEmpty()) {
      return true;
    }
    List<Fingerprint> stored =
        path.stream().limit(in(path)).map(event -> Fingerprint.of(event.item())).toList();
    return leading.stream().map(Fingerprint::of).toList().equals(stored);
  }
}
