package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.TurnPlanner.Asked;
import dev.holdfast.domain.transcript.Adoption;
import dev.holdfast.domain.transcript.Alignment;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.ports.out.env.IdSource;
import dev.holdfast.ports.out.model.TokenCounter;
import dev.holdfast.ports.out.read.SessionReads;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Makes events of what a request brings that is new. */
final class TurnInputs {

  /** How far back the input of an unanswered turn is looked for. */
  private static final int MOST_LATER_EVENTS = 64;

  private final SessionReads sessions;
  private final TokenCounter tokens;
  private final IdSource ids;

  @Inject
  TurnInputs(SessionReads sessions, TokenCounter tokens, IdSource ids) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.ids = ids;
  }

  /** The input of a turn: what of it is stored already, and the events that are to be stored. */
  TurnInput of(
      TurnPlace place,
      List<TranscriptEvent> path,
      Alignment.Aligned aligned,
      RequestItems items,
      Asked asked) {
    Adoption adoption = adoption(place, path, aligned, items, asked);
    return new TurnInput(aligned.at(), adoption, events(aligned, adoption, items, asked));
  }

  /** What of the input an unanswered turn has stored already. */
  private Adoption adoption(
      TurnPlace place,
      List<TranscriptEvent> path,
      Alignment.Aligned aligned,
      RequestItems items,
      Asked asked) {
    List<Item> own =
        aligned.input().stream()
            .takeWhile(item -> items.originOf(item) instanceof EventOrigin.Client)
            .toList();
    long at = sequenceOf(aligned.at(), path);
    boolean mayBeThere = place.eventCount() > at || asked.previous() instanceof PreviousAttempt.Of;
    return own.isEmpty() || !mayBeThere
        ? Adoption.NONE
        : Adoption.of(
            aligned.at(),
            own,
            sessions.newest(asked.agent().id(), place.session(), at, MOST_LATER_EVENTS));
  }

  private static long sequenceOf(EventParent place, List<TranscriptEvent> path) {
    return switch (place) {
      case EventParent.Root() -> 0;
      case EventParent.After(EventId id) ->
          path.reversed().stream()
              .filter(event -> event.id().equals(id))
              .findFirst()
              .map(TranscriptEvent::sequence)
              .orElse(0L);
    };
  }

  private List<NewEvent> events(
      Alignment.Aligned aligned, Adoption adoption, RequestItems items, Asked asked) {
    List<Item> fresh = aligned.input().subList(adoption.events().size(), aligned.input().size());
    List<NewEvent> events = new ArrayList<>(fresh.size());
    EventParent parent = adoption.endOr(aligned.at());
    for (Item item : fresh) {
      EventId id = ids.newEventId();
      events.add(
          new NewEvent(
              id,
              parent,
              asked.turn(),
              asked.now(),
              item,
              tokens.count(item),
              items.originOf(item),
              Completeness.COMPLETE));
      parent = EventParent.after(id);
    }
    return events;
  }
}
