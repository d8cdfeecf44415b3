package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.responses.ResponseHead;
import dev.holdfast.adapters.http.responses.ResponseObject;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.model.ModelDelta;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One response that is answered whole. */
final class WholeResponse implements TurnObserver {

  private final Exchange exchange;
  private final ResponseAsked asked;

  WholeResponse(Exchange exchange, ResponseAsked asked) {
    this.exchange = exchange;
    this.asked = asked;
  }

  /** Runs the turn and answers. */
  void run(Conversations conversations, TurnRequest request) throws IOException {
    switch (conversations.prepare(request, this).run()) {
      case TurnOutcome.Completed completed -> {
        ResponseHead head = asked.head(completed.facts());
        ResponseObject response = ResponseObject.of(head, completed);
        exchange.answer(HttpServletResponse.SC_OK, response.json());
      }
      case TurnOutcome.Refused(Refusal refusal) ->
          exchange.answer(Problem.of(refusal).calling(asked::sentAs));
      case TurnOutcome.Failed(_, TurnFailure failure) -> exchange.answer(Problem.of(failure));
      case TurnOutcome.Cancelled _ -> exchange.answer(Problem.callerGone());
    }
  }

  @Override
  public void started(TurnFacts facts) {
    FactHeaders.set(exchange, facts);
  }

  /** Nothing comes in pieces. */
  @Override
  public void delta(ModelDelta delta) {}
}
