package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.read.ResponseReads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The items of a request, those it only names looked up. */
final class RequestItems {

  private final List<Item> items = new ArrayList<>();

  /**
   * Where the items that were looked up stand, by identity: equal items can be different events.
   */
  private final IdentityHashMap<Item, TranscriptEvent> named = new IdentityHashMap<>(0);

  private RequestItems() {}

  /** What came of looking items up. */
  sealed interface Resolution {
    record Resolved(RequestItems items) implements Resolution {}

    record Unknown(Refusal refusal) implements Resolution {}
  }

  /** Looks up what a request names. */
  static Resolution resolve(TurnRequest request, AgentId agent, ResponseReads responses) {
    RequestItems resolved = new RequestItems();
    Set<EventId> seen = new HashSet<>(0);
    for (int index = 0; index < request.items().size(); index++) {
      switch (request.items().get(index)) {
        case InputItem.Given(Item item) -> resolved.items.add(item);
        case InputItem.Reference(EventId id) -> {
          // A message and the thoughts before it have two names and are one event.
          if (!seen.add(id)) {
            continue;
          }
          Optional<TranscriptEvent> event =
              responses.events(agent, id).stream()
                  .filter(placed -> ResponseLookup.reaches(request.caller(), placed.scope()))
                  .map(ResponseReads.Placed::event)
                  .findFirst();
          if (event.isEmpty()) {
            return unknown(index);
          }
          resolved.add(event.get());
        }
      }
    }
    return new Resolution.Resolved(resolved);
  }

  private void add(TranscriptEvent event) {
    items.add(event.item());
    named.put(event.item(), event);
  }

  /** The items in their order. */
  List<Item> items() {
    return items;
  }

  /** Who made one of the items. */
  EventOrigin originOf(Item item) {
    TranscriptEvent event = named.get(item);
    return event == null ? EventOrigin.client() : event.origin();
  }

  /** Tells of an item whether the request named it as an event of a path. */
  Predicate<Item> namedOf(List<TranscriptEvent> path) {
    if (named.isEmpty()) {
      return item -> false;
    }
    Set<EventId> there = path.stream().map(TranscriptEvent::id).collect(Collectors.toSet());
    return item -> {
      TranscriptEvent event = named.get(item);
      return event != null && there.contains(event.id());
    };
  }

  private static Resolution unknown(int index) {
    return new Resolution.Unknown(
        new Refusal(
            RefusalReason.ITEM_NOT_FOUND,
            "Item "
                + index
                + " of the input names an item that is not stored for this token and agent. Nothing"
                + " was stored. Send the item itself.",
            "input"));
  }
}
