package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.responses.ResponseEvents;
import dev.holdfast.adapters.http.responses.ResponseHead;
import dev.holdfast.adapters.http.responses.ResponseObject;
import dev.holdfast.adapters.http.responses.ResponseState;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.in.Conversations.Turn;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelDelta;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One response whose turn runs to its end whoever listens. Its events go into a log. */
final class BackgroundResponse implements TurnObserver {

  private static final Logger log = LoggerFactory.getLogger(BackgroundResponse.class);

  private final ResponseAsked asked;
  private final RequestId request;
  private final EventLogs logs;
  private final CompletableFuture<Begin> begin = new CompletableFuture<>();
  private Stage stage = new Stage.Waiting();

  BackgroundResponse(ResponseAsked asked, RequestId request, EventLogs logs) {
    this.asked = asked;
    this.request = request;
    this.logs = logs;
  }

  /** What became of the begin. */
  sealed interface Begin {

    /** Turn and input are stored, and the model is asked. */
    record Begun(TurnFacts facts, ResponseHead head, EventLog events) implements Begin {}

    /** There is no response. */
    record TurnedDown(Problem problem) implements Begin {}
  }

  private sealed interface Stage {
    record Waiting() implements Stage {}

    record Answering(ResponseHead head, ResponseEvents.Answering answer) implements Stage {}
  }

  /**
   * Runs the turn on a thread of its own and waits for its begin.
   *
   * @param turn prepared with this observer
   * @param cancelled gives the object of a response that was cancelled
   * @param atEnd done once the turn is over
   */
  Begin start(Turn turn, Function<ResponseHead, ResponseObject> cancelled, Runnable atEnd) {
    Thread.ofVirtual()
        .name("response-" + asked.id())
        .start(
            () -> {
              try {
                run(turn, cancelled);
              } finally {
                atEnd.run();
              }
            });
    return begin.join();
  }

  private void run(Turn turn, Function<ResponseHead, ResponseObject> cancelled) {
    try {
      switch (turn.run()) {
        case TurnOutcome.Completed completed -> {
          Stage.Answering answering = answering();
          answering.answer().ended(ResponseObject.of(answering.head(), completed));
        }
        case TurnOutcome.Refused(Refusal refusal) ->
            fail(Problem.of(refusal).calling(asked::sentAs));
        case TurnOutcome.Failed(_, TurnFailure failure) -> fail(Problem.of(failure));
        case TurnOutcome.Cancelled _ -> {
          Stage.Answering answering = answering();
          answering.answer().ended(cancelled.apply(answering.head()));
        }
      }
    } catch (RuntimeException | VirtualMachineError defect) {
      log.error("The response of request {} failed by a defect of the gateway", request, defect);
      fail(Problem.internal(request));
    } finally {
      logs.end(asked.id());
    }
  }

  private void fail(Problem problem) {
    switch (stage) {
      case Stage.Waiting() -> begin.complete(new Begin.TurnedDown(problem));
      case Stage.Answering(_, ResponseEvents.Answering answer) ->
          answer.failed(ResponseAsked.error(problem));
    }
  }

  private Stage.Answering answering() {
    return switch (stage) {
      case Stage.Waiting() -> throw new IllegalStateException("the turn was never begun");
      case Stage.Answering answering -> answering;
    };
  }

  @Override
  public void started(TurnFacts facts) {
    ResponseHead head = asked.head(facts);
    EventLog told = logs.begin(asked.id());
    ResponseEvents events = new ResponseEvents(told::add);
    events.created(head, new ResponseState.InProgress());
    stage = new Stage.Answering(head, events.inProgress(head, facts.turn()));
    begin.complete(new Begin.Begun(facts, head, told));
  }

  @Override
  public void delta(ModelDelta delta) {
    answering().answer().delta(delta);
  }
}
