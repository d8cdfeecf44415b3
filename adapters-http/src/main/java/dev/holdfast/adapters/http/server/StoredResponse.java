package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.responses.OutputItem;
import dev.holdfast.adapters.http.responses.ResponseError;
import dev.holdfast.adapters.http.responses.ResponseHead;
import dev.holdfast.adapters.http.responses.ResponseObject;
import dev.holdfast.adapters.http.responses.ResponseState;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.transcript.AnswerIds;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.Responses.Finding;
import java.time.Instant;
import java.util.List;

/** A response as it is stored, and what clients are shown of it. */
final class StoredResponse {

  private static final String INTERRUPTED =
      "The gateway stopped before the model had answered. The input is kept; send the request"
          + " again.";

  private final ResponseRecord response;
  private final List<TranscriptEvent> events;
  private final AnswerIds answer;

  StoredResponse(Finding.Found found) {
    this.response = found.response();
    this.events = found.events();
    this.answer = new AnswerIds(response.turn().id());
  }

  /** The object. */
  ResponseObject object() {
    return new ResponseObject(
        ResponseHead.of(response), state(), items(Part.OUTPUT), response.extra());
  }

  /** What the request brought that was new. */
  List<OutputItem> input() {
    return items(Part.INPUT);
  }

  private enum Part {
    INPUT,
    OUTPUT
  }

  private List<OutputItem> items(Part part) {
    return events.stream()
        .filter(event -> answer.holds(event.id()) == (part == Part.OUTPUT))
        .map(OutputItem::of)
        .toList();
  }

  private ResponseState state() {
    return switch (response.turn().progress()) {
      case TurnProgress.Running() -> new ResponseState.InProgress();
      case TurnProgress.Ended(TurnEnding ending, Instant at) ->
          switch (ending) {
            case TurnEnding.Completed(FinishReason finish, Usage usage) ->
                new ResponseState.Answered(finish, usage, at);
            case TurnEnding.Failed(TurnFailure failure) ->
                new ResponseState.Failed(ResponseAsked.error(Problem.of(failure)));
            case TurnEnding.Cancelled _ -> new ResponseState.Cancelled();
            case TurnEnding.Interrupted _ -> new ResponseState.Failed(interrupted());
          };
    };
  }

  private static ResponseError interrupted() {
    return ResponseAsked.error(Problem.of(TurnFailure.of(FailureCause.SHUTDOWN, INTERRUPTED)));
  }
}
