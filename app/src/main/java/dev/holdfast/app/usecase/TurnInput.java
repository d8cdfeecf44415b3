package dev.holdfast.app.usecase;

import dev.holdfast.domain.transcript.Adoption;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.TranscriptEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What a turn brings.
 *
 * @param at what it follows
 * @param adoption what of it stands there already
 * @param events the rest, not yet stored
 */
record TurnInput(EventParent at, Adoption adoption, List<NewEvent> events) {

  TurnInput {
    events = List.copyOf(events);
  }

  /** The stored events among it. */
  List<EventId> adopted() {
    return adoption.events().stream().map(TranscriptEvent::id).toList();
  }

  /** What the answer follows. */
  EventParent end() {
    return events.isEmpty() ? adoption.endOr(at) : EventParent.after(events.getLast().id());
  }

  /** What the model sees of the session: the stored part and the input, which is stored next. */
  List<TranscriptEvent> after(List<TranscriptEvent> base) {
    List<TranscriptEvent> path =
        new ArrayList<>(base.size() + adoption.events().size() + events.size());
    path.addAll(base);
    path.addAll(adoption.events());
    long sequence = path.isEmpty() ? 0 : path.getLast().sequence();
    for (NewEvent event : events) {
      path.add(event.at(++sequence));
    }
    return path;
  }
}
