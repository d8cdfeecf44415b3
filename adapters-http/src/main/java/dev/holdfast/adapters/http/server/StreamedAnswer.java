package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.server.ChatRequest.UsageChunk;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.Conversations.Turn;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.model.ModelDelta;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn that is answered in chunks. Until the first byte has left it can still fail by a status;
 * from then on a failure is an event, and the stream ends without a reason to stop.
 */
final class StreamedAnswer implements TurnObserver, EventStream.Listener {

  private static final Logger log = LoggerFactory.getLogger(StreamedAnswer.class);

  private final Exchange exchange;
  private final UnaryOperator<String> names;
  private final UsageChunk usageChunk;
  private final EventStream events;

  /** Moved on by the thread of the turn; read by whoever sends the first bytes. */
  private volatile Stage stage = new Stage.Waiting();

  private Runnable callerGone = () -> {};

  /**
   * An answer to an exchange.
   *
   * @param names gives what the client called a parameter
   */
  StreamedAnswer(Exchange exchange, UnaryOperator<String> names, UsageChunk usageChunk) {
    this.exchange = exchange;
    this.names = names;
    this.usageChunk = usageChunk;
    this.events = exchange.stream(this);
  }

  /** How far the turn is. */
  private sealed interface Stage {

    /** Its facts are not known yet; headers that leave now do without. */
    record Waiting() implements Stage {}

    /** The model is asked. */
    record Started(TurnFacts facts, ChatStream chunks) implements Stage {}
  }

  /** Runs the turn and answers. */
  void run(Conversations conversations, TurnRequest request, KeepAlives keepAlives)
      throws IOException {
    Turn turn = conversations.prepare(request, this);
    callerGone = turn::callerGone;
    TurnOutcome outcome;
    try (var _ = keepAlives.start(events::keepAlive)) {
      outcome = turn.run();
    } catch (RuntimeException | VirtualMachineError defect) {
      log.error("Request {} failed by a defect of the gateway", exchange.id(), defect);
      fail(Problem.internal(exchange.id()));
      return;
    }
    switch (outcome) {
      case TurnOutcome.Completed completed -> chunks().complete(completed);
      case TurnOutcome.Refused(Refusal refusal) -> fail(Problem.of(refusal).calling(names));
      case TurnOutcome.Failed(_, TurnFailure failure) -> fail(Problem.of(failure));
      case TurnOutcome.Cancelled _ -> fail(Problem.callerGone());
      case TurnOutcome.Aborted _ -> fail(Problem.aborted());
    }
  }

  private void fail(Problem problem) throws IOException {
    if (events.endWith(problem.body())) {
      return;
    }
    if (stage instanceof Stage.Started(TurnFacts facts, _)) {
      FactHeaders.set(exchange, facts);
    }
    exchange.answer(problem);
  }

  private ChatStream chunks() {
    return switch (stage) {
      case Stage.Started(_, ChatStream chunks) -> chunks;
      case Stage.Waiting() -> throw new IllegalStateException("the turn was never begun");
    };
  }

  /** A chunk is sent once the turn has begun, and tells it then. */
  @Override
  public void named(TurnId turn) {}

  @Override
  public void replaying() {
    exchange.setHeader(FactHeaders.REPLAYED, "true");
  }

  @Override
  public void started(TurnFacts facts) {
    LogContext.turn(facts);
    stage = new Stage.Started(facts, new ChatStream(events, facts, usageChunk));
  }

  @Override
  public void delta(ModelDelta delta) {
    chunks().delta(delta);
  }

  @Override
  public void begins() {
    if (stage instanceof Stage.Started(TurnFacts facts, _)) {
      FactHeaders.set(exchange, facts);
    }
  }

  @Override
  public void gone() {
    callerGone.run();
  }
}
