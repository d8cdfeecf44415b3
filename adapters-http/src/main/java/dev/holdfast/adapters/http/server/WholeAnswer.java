package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.model.ModelDelta;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One turn that is answered whole, in the words of the API that was asked. */
final class WholeAnswer implements TurnObserver {

  private final Exchange exchange;
  private final UnaryOperator<String> names;
  private final Function<TurnOutcome.Completed, byte[]> words;

  /**
   * An answer to an exchange.
   *
   * @param names gives what the client called a parameter
   * @param words writes the turn's end as JSON
   */
  WholeAnswer(
      Exchange exchange,
      UnaryOperator<String> names,
      Function<TurnOutcome.Completed, byte[]> words) {
    this.exchange = exchange;
    this.names = names;
    this.words = words;
  }

  /** Runs the turn and answers. */
  void run(Conversations conversations, TurnRequest request) throws IOException {
    switch (conversations.prepare(request, this).run()) {
      case TurnOutcome.Completed completed ->
          exchange.answer(HttpServletResponse.SC_OK, words.apply(completed));
      case TurnOutcome.Refused(Refusal refusal) ->
          exchange.answer(Problem.of(refusal).calling(names));
      case TurnOutcome.Failed(_, TurnFailure failure) -> exchange.answer(Problem.of(failure));
      case TurnOutcome.Cancelled _ -> exchange.answer(Problem.callerGone());
      case TurnOutcome.Aborted _ -> exchange.answer(Problem.aborted());
    }
  }

  /** A whole answer tells the identity with everything else. */
  @Override
  public void named(TurnId turn) {}

  @Override
  public void replaying() {
    exchange.setHeader(FactHeaders.REPLAYED, "true");
  }

  @Override
  public void started(TurnFacts facts) {
    LogContext.turn(facts);
    FactHeaders.set(exchange, facts);
  }

  /** Nothing comes in pieces. */
  @Override
  public void delta(ModelDelta delta) {}
}
