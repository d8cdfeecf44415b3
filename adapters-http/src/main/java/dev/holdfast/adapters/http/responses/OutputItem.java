package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.transcript.AnswerIds;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import java.util.List;
import java.util.function.Predicate;

/** An item and the event that it is, or will be once it is stored. */
public record OutputItem(EventId id, Item item, Completeness completeness) {

  /**
   * What a request brought.
   *
   * @param turn whose events they are
   * @param events in order, those of the answer among them
   */
  public static List<OutputItem> ofInput(TurnId turn, List<TranscriptEvent> events) {
    AnswerIds answer = new AnswerIds(turn);
    return items(events, event -> !answer.holds(event.id()));
  }

  /** What a model answered, as it is stored. */
  static List<OutputItem> ofStoredAnswer(TurnId turn, List<TranscriptEvent> events) {
    AnswerIds answer = new AnswerIds(turn);
    return items(events, event -> answer.holds(event.id()));
  }

  private static List<OutputItem> items(
      List<TranscriptEvent> events, Predicate<TranscriptEvent> of) {
    return events.stream()
        .filter(of)
        .map(event -> new OutputItem(event.id(), event.item(), event.completeness()))
        .toList();
  }

  /** The items of a turn's answer, each with the identity it has in the store. */
  public static List<OutputItem> ofAnswer(TurnId turn, List<Item> items) {
    AnswerIds ids = new AnswerIds(turn);
    return items.stream()
        .map(item -> new OutputItem(ids.next(item), item, Completeness.COMPLETE))
        .toList();
  }
}
