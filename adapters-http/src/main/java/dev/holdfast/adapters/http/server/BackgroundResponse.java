package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.responses.ResponseEvents;
import dev.holdfast.adapters.http.responses.ResponseHead;
import dev.holdfast.adapters.http.responses.ResponseObject;
import dev.holdfast.adapters.http.responses.ResponseState;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Conversations.Turn;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelDelta;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One response whose turn runs to its end whoever listens. Its events go into a log. The thread of
 * the turn and that of the request, which waits for the begin, both tell.
 */
final class BackgroundResponse implements TurnObserver {

  private static final Logger log = LoggerFactory.getLogger(BackgroundResponse.class);

  private final ResponseAsked asked;
  private final RequestId request;
  private final EventLogs logs;
  private final Clock clock;
  private final EventLog told = new EventLog();
  private final ResponseEvents events = new ResponseEvents(told::add);
  private final CompletableFuture<Begin> begin = new CompletableFuture<>();
  private final ReentrantLock telling = new ReentrantLock();
  private Stage stage = new Stage.Arriving();

  BackgroundResponse(ResponseAsked asked, RequestId request, EventLogs logs, Clock clock) {
    this.asked = asked;
    this.request = request;
    this.logs = logs;
    this.clock = clock;
  }

  /** What became of the begin. */
  sealed interface Begin {

    /** Turn and input are stored, and the model is asked. */
    record Begun(TurnFacts facts, ResponseHead head) implements Begin {}

    /** There is no response. */
    record TurnedDown(Problem problem) implements Begin {}

    /** The turn waits for others. */
    record NotYet() implements Begin {}
  }

  private sealed interface Stage {

    /** Not even its identity is known. */
    record Arriving() implements Stage {}

    record Waiting(TurnId turn) implements Stage {}

    /** It was told that the turn waits. */
    record Queued(ResponseHead head) implements Stage {}

    record Answering(ResponseHead head, ResponseEvents.Answering answer) implements Stage {}
  }

  /**
   * Runs the turn on a thread of its own.
   *
   * @param turn prepared with this observer
   * @param cancelled gives the object of a response that was cancelled
   * @param atEnd done once the turn is over
   */
  void start(Turn turn, Function<ResponseHead, ResponseObject> cancelled, Runnable atEnd) {
    Thread.ofVirtual()
        .name("response-" + request)
        .start(
            () -> {
              LogContext.begin(request);
              try {
                run(turn, cancelled);
              } finally {
                // Whatever broke, nobody waits for ever.
                begin.complete(new Begin.TurnedDown(Problem.internal(request)));
                endLog();
                atEnd.run();
                LogContext.end();
              }
            });
  }

  /** Waits for the begin. */
  Begin awaitBegin() {
    return begin.join();
  }

  /** Waits for the begin, but no longer than this. */
  Begin awaitBegin(Duration patience) {
    return begin
        .copy()
        .completeOnTimeout(new Begin.NotYet(), patience.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }

  /** Its events so far, and those to come. */
  EventLog events() {
    return told;
  }

  /** Tells that the turn waits, unless something became of its begin meanwhile; says what. */
  Begin tellQueued() {
    telling.lock();
    try {
      Begin now = begin.getNow(new Begin.NotYet());
      if (now instanceof Begin.NotYet && stage instanceof Stage.Waiting(TurnId turn)) {
        ResponseHead head = asked.head(turn, clock.instant());
        stage = new Stage.Queued(head);
        logs.begin(head.id(), told);
        events.created(head, new ResponseState.Queued());
        events.queued(head);
      }
      return now;
    } finally {
      telling.unlock();
    }
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
        case TurnOutcome.Cancelled _, TurnOutcome.Aborted _ -> {
          Stage.Answering answering = answering();
          answering.answer().ended(cancelled.apply(answering.head()));
        }
      }
    } catch (RuntimeException | VirtualMachineError defect) {
      log.error("The response of request {} failed by a defect of the gateway", request, defect);
      fail(Problem.internal(request));
    }
  }

  private void fail(Problem problem) {
    telling.lock();
    try {
      switch (stage) {
        case Stage.Arriving(), Stage.Waiting _ -> begin.complete(new Begin.TurnedDown(problem));
        case Stage.Queued(ResponseHead head) -> events.failed(head, ResponseAsked.error(problem));
        case Stage.Answering(_, ResponseEvents.Answering answer) ->
            answer.failed(ResponseAsked.error(problem));
      }
    } finally {
      telling.unlock();
    }
  }

  private Stage.Answering answering() {
    return switch (stage) {
      case Stage.Arriving(), Stage.Waiting _, Stage.Queued _ ->
          throw new IllegalStateException("the turn was never begun");
      case Stage.Answering answering -> answering;
    };
  }

  /** Whoever follows a response that joined another one reads this log, so it is ended too. */
  private void endLog() {
    telling.lock();
    try {
      switch (stage) {
        case Stage.Arriving(), Stage.Waiting _ -> {
          // nobody was told of a log
        }
        case Stage.Queued(ResponseHead head) -> logs.end(head.id(), told);
        case Stage.Answering(ResponseHead head, _) -> logs.end(head.id(), told);
      }
    } finally {
      telling.unlock();
    }
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

  /** The answer is that of the first time; where it comes from is no part of an object. */
  @Override
  public void replaying() {}

  @Override
  public void started(TurnFacts facts) {
    LogContext.turn(facts);
    telling.lock();
    try {
      ResponseHead head = asked.head(facts);
      if (stage instanceof Stage.Waiting) {
        logs.begin(head.id(), told);
        events.created(head, new ResponseState.InProgress());
      }
      stage = new Stage.Answering(head, events.inProgress(head, facts.turn()));
      begin.complete(new Begin.Begun(facts, head));
    } finally {
      telling.unlock();
    }
  }

  @Override
  public void delta(ModelDelta delta) {
    answering().answer().delta(delta);
  }
}
