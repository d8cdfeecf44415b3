package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.Conversations.TurnOutcome.Completed;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.time.Instant;
import java.util.List;

/**
 * A response object.
 *
 * @param extra members of the upstream's answer that are passed on, those of its one choice among
 *     them
 */
public record ResponseObject(
    ResponseHead head, ResponseState state, List<OutputItem> output, RawFields extra) {

  public ResponseObject {
    output = List.copyOf(output);
  }

  /** A response without an answer. */
  public static ResponseObject without(ResponseHead head, ResponseState state) {
    return new ResponseObject(head, state, List.of(), RawFields.NONE);
  }

  /** A response as its turn has just ended. */
  public static ResponseObject of(ResponseHead head, Completed completed) {
    Choice choice = completed.choices().getFirst();
    return new ResponseObject(
        head,
        new ResponseState.Answered(choice.finish(), completed.usage(), completed.at()),
        OutputItem.ofAnswer(completed.facts().turn(), choice.items()),
        Neutral.joined(choice.extra(), completed.extra()));
  }

  /**
   * A response as it is stored.
   *
   * @param events of its turn, the request's among them
   */
  public static ResponseObject of(
      ResponseRecord response, List<TranscriptEvent> events, Errors errors) {
    return new ResponseObject(
        ResponseHead.of(response),
        state(response.turn().progress(), errors),
        OutputItem.ofStoredAnswer(response.turn().id(), events),
        response.extra());
  }

  private static ResponseState state(TurnProgress progress, Errors errors) {
    return switch (progress) {
      case TurnProgress.Running() -> new ResponseState.InProgress();
      case TurnProgress.Ended(TurnEnding ending, Instant at) ->
          switch (ending) {
            case TurnEnding.Completed(FinishReason finish, Usage usage, _, _) ->
                new ResponseState.Answered(finish, usage, at);
            case TurnEnding.Failed(TurnFailure failure) ->
                new ResponseState.Failed(errors.failed(failure));
            case TurnEnding.Interrupted(String reason) ->
                new ResponseState.Failed(errors.interrupted(reason));
            case TurnEnding.Cancelled _ -> new ResponseState.Cancelled();
          };
    };
  }

  /** Says what clients hear of an end without an answer. */
  public interface Errors {

    /** The turn failed. */
    ResponseError failed(TurnFailure failure);

    /** The gateway that ran the turn is gone. */
    ResponseError interrupted(String reason);
  }

  /** The object in JSON. */
  public byte[] json() {
    return ObjectWriter.json(this).bytes();
  }

  /** The output as clients see it; where the answer was cut short, its last item is not whole. */
  List<Shown> shown() {
    List<Shown> shown = Shown.of(Logprobs.spread(output, extra, head.settings()));
    if (state.incompleteReason().isEmpty() || shown.isEmpty()) {
      return shown;
    }
    Shown last = shown.removeLast();
    shown.add(new Shown(last.id(), last.item(), Completeness.INCOMPLETE));
    return shown;
  }
}
