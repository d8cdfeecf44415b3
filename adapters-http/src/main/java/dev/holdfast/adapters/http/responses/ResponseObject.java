package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.in.Conversations.TurnOutcome.Completed;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
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
