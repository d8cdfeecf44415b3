package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.model.KeptAnswer;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import dev.holdfast.ports.out.read.ResponseReads;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes the outcome of a stored turn what it was when it was first told. */
final class ToldAgain {

  private final ResponseReads events;

  @Inject
  ToldAgain(ResponseReads events) {
    this.events = events;
  }

  /** The outcome of an answered turn; empty if its answer is not there any more. */
  Optional<TurnOutcome.Completed> outcome(
      AgentId agent,
      TurnRecord turn,
      TurnEnding.Completed ending,
      Instant at,
      KeptAnswer answer,
      TurnRequest request) {
    return switch (turn.scope()) {
      case TurnScope.Keyed(_, SessionId session) ->
          inTranscript(items(agent, session, turn, request), turn, ending, at);
      case TurnScope.Unlisted(SessionId session) ->
          inTranscript(items(agent, session, turn, request), turn, ending, at);
      case TurnScope.Stateless() ->
          switch (answer) {
            case KeptAnswer.None() -> Optional.empty();
            case KeptAnswer.Whole(List<Choice> choices, RawFields extra) ->
                Optional.of(
                    new TurnOutcome.Completed(facts(turn), choices, ending.usage(), extra, at));
          };
    };
  }

  private static Optional<TurnOutcome.Completed> inTranscript(
      List<Item> items, TurnRecord turn, TurnEnding.Completed ending, Instant at) {
    if (items.isEmpty()) {
      return Optional.empty();
    }
    // An answer without words is stored as an empty message, so that the head moves.
    List<Item> said = items.equals(List.of(TurnGeneration.NOTHING_SAID)) ? List.of() : items;
    Choice choice = new Choice(said, ending.finish(), ending.choiceExtra());
    return Optional.of(
        new TurnOutcome.Completed(
            facts(turn), List.of(choice), ending.usage(), ending.extra(), at));
  }

  private List<Item> items(AgentId agent, SessionId session, TurnRecord turn, TurnRequest request) {
    List<Item> answer =
        events.eventsOf(agent, session, turn.id()).stream()
            .filter(event -> event.origin() instanceof EventOrigin.Model)
            .filter(event -> event.turn().equals(turn.id()))
            .map(TranscriptEvent::item)
            .toList();
    return answer.isEmpty() && ResetCommand.isIn(request)
        ? List.of(Item.message(Role.ASSISTANT, ResetCommand.ANSWER))
        : answer;
  }

  private static TurnFacts facts(TurnRecord turn) {
    return new TurnFacts(
        turn.id(), turn.scope(), turn.effective(), turn.history(), turn.startedAt());
  }
}
