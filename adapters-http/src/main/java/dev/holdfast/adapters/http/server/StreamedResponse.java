package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.responses.ResponseEvents;
import dev.holdfast.adapters.http.responses.ResponseHead;
import dev.holdfast.adapters.http.responses.ResponseObject;
import dev.holdfast.adapters.http.responses.ResponseState;
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
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One response that is answered in events. Until the first byte has left it can still fail by a
 * status; from then on a failure is an event.
 */
final class StreamedResponse implements TurnObserver, EventStream.Listener {

  private static final Logger log = LoggerFactory.getLogger(StreamedResponse.class);

  private final Exchange exchange;
  private final ResponseAsked asked;
  private final Clock clock;
  private final EventStream stream;
  private final ResponseEvents events;

  /** Events are told by the thread of the turn and, while that waits, by the clock. */
  private final ReentrantLock telling = new ReentrantLock();

  /** Moved on by the thread of the turn; read by whoever sends the first bytes. */
  private volatile Stage stage = new Stage.Arriving();

  private Runnable callerGone = () -> {};

  StreamedResponse(Exchange exchange, ResponseAsked asked, Clock clock) {
    this.exchange = exchange;
    this.asked = asked;
    this.clock = clock;
    this.stream = exchange.stream(this);
    this.events = new ResponseEvents(stream::event);
  }

  /** How far the turn is. */
  private sealed interface Stage {

    /** Not even its identity is known. */
    record Arriving() implements Stage {}

    /** Its facts are not known yet; headers that leave now do without. */
    record Waiting(TurnId turn) implements Stage {}

    /** The same, and the client was told that the response waits. */
    record Queued(ResponseHead head) implements Stage {}

    /** The model is asked and has not said anything. */
    record Started(TurnFacts facts, Told told) implements Stage {}

    /** The model answers. */
    record Answering(TurnFacts facts, ResponseEvents.Answering answer) implements Stage {}
  }

  /** What the client has heard of the response. */
  private enum Told {
    NOTHING,
    THAT_IT_WAITS
  }

  /** Runs the turn and answers. */
  void run(Conversations conversations, TurnRequest request, KeepAlives keepAlives)
      throws IOException {
    Turn turn = conversations.prepare(request, this);
    callerGone = turn::callerGone;
    TurnOutcome outcome;
    try (var _ = keepAlives.start(this::keepAlive)) {
      outcome = turn.run();
    } catch (RuntimeException | VirtualMachineError defect) {
      log.error("Request {} failed by a defect of the gateway", exchange.id(), defect);
      fail(Problem.internal(exchange.id()));
      return;
    }
    switch (outcome) {
      case TurnOutcome.Completed completed -> {
        tell(answer -> answer.ended(ResponseObject.of(asked.head(completed.facts()), completed)));
        stream.end();
      }
      case TurnOutcome.Refused(Refusal refusal) -> fail(Problem.of(refusal).calling(asked::sentAs));
      case TurnOutcome.Failed(_, TurnFailure failure) -> fail(Problem.of(failure));
      case TurnOutcome.Cancelled _ -> fail(Problem.callerGone());
      case TurnOutcome.Aborted _ -> fail(Problem.aborted());
    }
  }

  private void fail(Problem problem) throws IOException {
    if (stream.endIfSilent()) {
      setHeaders();
      exchange.answer(problem);
      return;
    }
    telling.lock();
    try {
      switch (stage) {
        case Stage.Arriving() ->
            throw new IllegalStateException("a stream begins once the turn has its identity");
        case Stage.Waiting(TurnId turn) ->
            events.failed(queued(turn), ResponseAsked.error(problem));
        case Stage.Queued(ResponseHead head) -> events.failed(head, ResponseAsked.error(problem));
        case Stage.Started _, Stage.Answering _ -> answering().failed(ResponseAsked.error(problem));
      }
    } finally {
      telling.unlock();
    }
    stream.end();
  }

  /** Says the first time that the response waits, if it does; later only that it is there. */
  private void keepAlive() {
    if (telling.tryLock()) {
      try {
        switch (stage) {
          case Stage.Arriving() -> {
            return;
          }
          case Stage.Waiting(TurnId turn) -> {
            ResponseHead _ = queued(turn);
            return;
          }
          case Stage.Queued _, Stage.Started _, Stage.Answering _ -> {}
        }
      } finally {
        telling.unlock();
      }
    }
    stream.keepAlive();
  }

  private ResponseHead queued(TurnId turn) {
    ResponseHead head = asked.head(turn, clock.instant());
    stage = new Stage.Queued(head);
    events.created(head, new ResponseState.Queued());
    events.queued(head);
    return head;
  }

  private void tell(Consumer<ResponseEvents.Answering> told) {
    telling.lock();
    try {
      told.accept(answering());
    } finally {
      telling.unlock();
    }
  }

  private ResponseEvents.Answering answering() {
    return switch (stage) {
      case Stage.Arriving(), Stage.Waiting _, Stage.Queued _ ->
          throw new IllegalStateException("the turn was never begun");
      case Stage.Started(TurnFacts facts, Told told) -> {
        ResponseHead head = asked.head(facts);
        if (told == Told.NOTHING) {
          events.created(head, new ResponseState.InProgress());
        }
        var answer = events.inProgress(head, facts.turn());
        stage = new Stage.Answering(facts, answer);
        yield answer;
      }
      case Stage.Answering(_, ResponseEvents.Answering answer) -> answer;
    };
  }

  @Override
  public void named(TurnId turn) {
    telling.lock();
    try {
      stage = new Stage.Waiting(turn);
    } finally {
      telling.unlock();
    }
  }

  @Override
  public void replaying() {
    exchange.setHeader(FactHeaders.REPLAYED, "true");
  }

  @Override
  public void started(TurnFacts facts) {
    LogContext.turn(facts);
    telling.lock();
    try {
      Told told = stage instanceof Stage.Queued ? Told.THAT_IT_WAITS : Told.NOTHING;
      stage = new Stage.Started(facts, told);
    } finally {
      telling.unlock();
    }
  }

  @Override
  public void delta(ModelDelta delta) {
    tell(answer -> answer.delta(delta));
  }

  @Override
  public void begins() {
    setHeaders();
  }

  private void setHeaders() {
    switch (stage) {
      case Stage.Arriving(), Stage.Waiting _, Stage.Queued _ -> {
        // what is not known by now is told by the turn row only
      }
      case Stage.Started(TurnFacts facts, _) -> FactHeaders.set(exchange, facts);
      case Stage.Answering(TurnFacts facts, _) -> FactHeaders.set(exchange, facts);
    }
  }

  @Override
  public void gone() {
    callerGone.run();
  }
}
