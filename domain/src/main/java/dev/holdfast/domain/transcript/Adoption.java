package dev.holdfast.domain.transcript;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what of a request's input stands in the transcript already, on a side branch: an earlier
 * turn brought it and got no answer. A turn that tries again goes on from there, so that the
 * question is not stored twice.
 *
 * @param events the stored ones, in order; empty if there are none
 */
public record Adoption(List<TranscriptEvent> events) {

  /** Nothing of it. */
  public static final Adoption NONE = new Adoption(List.of());

  public Adoption {
    events = List.copyOf(events);
  }

  /**
   * The longest stored beginning of an input. Items must be equal in all they hold: what only looks
   * alike may mean something else.
   *
   * @param at what the input follows
   * @param input not stored yet
   * @param later events of the transcript, in the order of their sequence
   */
  public static Adoption of(EventParent at, List<Item> input, List<TranscriptEvent> later) {
    Map<EventParent, List<TranscriptEvent>> children = new HashMap<>();
    for (TranscriptEvent event : later) {
      children.computeIfAbsent(event.parent(), parent -> new ArrayList<>(1)).add(event);
    }
    List<TranscriptEvent> longest = List.of();
    for (TranscriptEvent first : newestFirst(children, at)) {
      List<TranscriptEvent> chain = chain(first, input, children);
      longest = chain.size() > longest.size() ? chain : longest;
    }
    return new Adoption(longest);
  }

  /** What the rest of the input follows. */
  public EventParent endOr(EventParent at) {
    return events.isEmpty() ? at : EventParent.after(events.getLast().id());
  }

  private static List<TranscriptEvent> chain(
      TranscriptEvent first, List<Item> input, Map<EventParent, List<TranscriptEvent>> children) {
    List<TranscriptEvent> chain = new ArrayList<>();
    List<TranscriptEvent> candidates = List.of(first);
    for (Item item : input) {
      List<TranscriptEvent> equal =
          candidates.stream().filter(event -> isInput(event) && event.item().equals(item)).toList();
      if (equal.isEmpty()) {
        break;
      }
      chain.add(equal.getFirst());
      candidates = newestFirst(children, EventParent.after(equal.getFirst().id()));
    }
    return chain;
  }

  private static boolean isInput(TranscriptEvent event) {
    return event.origin() instanceof EventOrigin.Client
        && event.completeness() == Completeness.COMPLETE;
  }

  private static List<TranscriptEvent> newestFirst(
      Map<EventParent, List<TranscriptEvent>> children, EventParent at) {
    List<TranscriptEvent> found = new ArrayList<>(children.getOrDefault(at, List.of()));
    Collections.reverse(found);
    return found;
  }
}
