package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.HttpSettings;
import dev.holdfast.adapters.http.json.RequestProblem;
import dev.holdfast.adapters.http.responses.ResponseHead;
import dev.holdfast.adapters.http.responses.ResponseObject;
import dev.holdfast.adapters.http.responses.ResponseRequest;
import dev.holdfast.adapters.http.responses.ResponseRequest.Keeping;
import dev.holdfast.adapters.http.responses.ResponseRequestReader;
import dev.holdfast.adapters.http.responses.ResponseState;
import dev.holdfast.adapters.http.server.BackgroundResponse.Begin;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.Conversations.Turn;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Arrival;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.in.TurnRequest.Trace;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/** Answers {@code POST /v1/responses}. */
final class ResponseEndpoint implements Route.GuardedEndpoint {

  private final RequestBodies bodies;
  private final Provider<HttpSettings> settings;
  private final TurnHeaders headers;
  private final Conversations conversations;
  private final Responses responses;
  private final EventLogs logs;
  private final KeepAlives keepAlives;
  private final Clock clock;

  @Inject
  ResponseEndpoint(
      Provider<HttpSettings> settings,
      RequestBodies bodies,
      TurnHeaders headers,
      Conversations conversations,
      Responses responses,
      EventLogs logs,
      KeepAlives keepAlives,
      Clock clock) {
    this.bodies = bodies;
    this.settings = settings;
    this.headers = headers;
    this.conversations = conversations;
    this.responses = responses;
    this.logs = logs;
    this.keepAlives = keepAlives;
    this.clock = clock;
  }

  @Override
  public void answer(Exchange exchange, Caller caller) throws IOException {
    RequestBodies.Body<ResponseRequest> body = bodies.read(exchange, this::read);
    ResponseRequest request = body.content();
    Arrival arrival = ArrivalHeaders.arrival(exchange, body.digest());
    UnaryOperator<String> names = name -> headers.sentAs(name, exchange, request.texts());
    ResponseAsked asked = new ResponseAsked(request, keeping(exchange, request), names);
    switch (request.execution()) {
      case FOREGROUND -> {
        TurnRequest turn = turn(exchange, caller, arrival, asked, request.delivery());
        switch (request.delivery()) {
          case WHOLE ->
              new WholeAnswer(exchange, asked::sentAs, asked::whole).run(conversations, turn);
          case STREAMED ->
              new StreamedResponse(exchange, asked, clock).run(conversations, turn, keepAlives);
        }
      }
      case BACKGROUND ->
          // Whoever looks in later may want every event.
          background(
              exchange, caller, asked, turn(exchange, caller, arrival, asked, Delivery.STREAMED));
    }
  }

  private ResponseRequest read(byte[] body, int length) {
    try {
      return new ResponseRequestReader(settings.get().keyMembers()).read(body, length);
    } catch (RequestProblem problem) {
      throw HttpProblem.of(problem);
    }
  }

  private void background(
      Exchange exchange, Caller caller, ResponseAsked asked, TurnRequest request)
      throws IOException {
    BackgroundResponse running = new BackgroundResponse(asked, exchange.id(), logs, clock);
    Turn turn = conversations.prepare(request, running);
    // The request lives as long as its turn, so it counts as a body in flight till then.
    running.start(turn, head -> cancelled(caller, head), exchange.handOver());
    switch (asked.request().delivery()) {
      case WHOLE -> begun(exchange, running.awaitBegin());
      case STREAMED -> {
        Begin soon = running.awaitBegin(keepAlives.every());
        switch (soon instanceof Begin.NotYet ? running.tellQueued() : soon) {
          case Begin.TurnedDown(Problem problem) -> exchange.answer(problem);
          case Begin.Begun(TurnFacts facts, _) -> {
            LogContext.turn(facts);
            FactHeaders.set(exchange, facts);
            new FollowedResponse(exchange).run(running.events(), 0, keepAlives);
          }
          case Begin.NotYet() -> {
            new FollowedResponse(exchange).run(running.events(), 0, keepAlives);
            // Nothing is stored of a turn that still waits, so without its client it is for nobody.
            turn.leaveQueue();
          }
        }
      }
    }
  }

  private static void begun(Exchange exchange, Begin begin) throws IOException {
    switch (begin) {
      case Begin.TurnedDown(Problem problem) -> exchange.answer(problem);
      case Begin.Begun(TurnFacts facts, ResponseHead head) -> {
        LogContext.turn(facts);
        FactHeaders.set(exchange, facts);
        ResponseObject response = ResponseObject.without(head, new ResponseState.InProgress());
        exchange.answer(HttpServletResponse.SC_OK, response.json());
      }
      case Begin.NotYet() -> throw new IllegalStateException("the begin was waited for");
    }
  }

  /** What came before a response was cancelled is read back: only the store knows what it kept. */
  private ResponseObject cancelled(Caller caller, ResponseHead head) {
    return responses.find(caller, head.id().value()) instanceof Responses.Finding.Found found
        ? StoredResponse.object(found)
        : ResponseObject.without(head, new ResponseState.Cancelled());
  }

  private TurnRequest turn(
      Exchange exchange, Caller caller, Arrival arrival, ResponseAsked asked, Delivery delivery) {
    ResponseRequest request = asked.request();
    Target named = headers.target(exchange, request.texts());
    return new TurnRequest(
        caller,
        exchange.id(),
        arrival,
        TurnApi.RESPONSES,
        request.previous().isEmpty() ? target(named, asked) : after(named, asked),
        TurnHeaders.agent(exchange),
        request.model(),
        TurnHeaders.history(exchange),
        instructions(request),
        request.items(),
        request.parameters(),
        delivery,
        switch (asked.keeping()) {
          case STORED -> new ResponseWish.Kept(asked.settings(), request.execution());
          case NOT_STORED -> new ResponseWish.None();
        });
  }

  private static Keeping keeping(Exchange exchange, ResponseRequest request) {
    if (!TurnHeaders.isEphemeral(exchange)) {
      return request.keeping();
    }
    return switch (request.execution()) {
      case FOREGROUND -> Keeping.NOT_STORED;
      case BACKGROUND ->
          throw HttpProblem.of(
              RequestFault.INVALID_VALUE,
              "Of an ephemeral turn nothing is kept, so it cannot run in the background.",
              "background");
    };
  }

  /** By the older of two names: many servers that speak chat completions know no developer. */
  private static List<Item> instructions(ResponseRequest request) {
    return request.instructions().isEmpty()
        ? List.of()
        : List.of(Item.message(Role.SYSTEM, request.instructions()));
  }

  private static Target target(Target named, ResponseAsked asked) {
    return named instanceof Target.Stateless && asked.keeping() == Keeping.STORED
        ? new Target.Unlisted(asked.request().overflow())
        : named;
  }

  /** A session that is named keeps its turns; without a name only what is stored leaves a trace. */
  private static Target after(Target named, ResponseAsked asked) {
    String previous = asked.request().previous();
    Overflow overflow = asked.request().overflow();
    return switch (named) {
      case Target.ById _ ->
          throw HttpProblem.of(
              RequestFault.INVALID_HEADER,
              "A request goes on from a response or from a session id, not from both. Leave out "
                  + TurnHeaders.SESSION
                  + ".",
              TurnHeaders.SESSION);
      case Target.ByKey(String key) ->
          new Target.AfterResponse(previous, key, overflow, Trace.KEPT);
      case Target.Stateless(), Target.Unlisted _, Target.Internal _, Target.AfterResponse _ ->
          new Target.AfterResponse(
              previous,
              "",
              overflow,
              switch (asked.keeping()) {
                case STORED -> Trace.KEPT;
                case NOT_STORED -> Trace.NONE;
              });
    };
  }
}
