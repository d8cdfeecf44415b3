package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.responses.ResponseEvents;
import dev.holdfast.adapters.http.responses.ResponseItems;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.in.Responses.Cancellation;
import dev.holdfast.ports.in.Responses.Finding;
import dev.holdfast.ports.in.Responses.Removal;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Answers what is asked of stored responses by their id. */
final class StoredResponseEndpoint {

  private static final String STREAM = "stream";
  private static final String STARTING_AFTER = "starting_after";

  private final Responses responses;
  private final EventLogs logs;
  private final KeepAlives keepAlives;

  @Inject
  StoredResponseEndpoint(Responses responses, EventLogs logs, KeepAlives keepAlives) {
    this.responses = responses;
    this.logs = logs;
    this.keepAlives = keepAlives;
  }

  /** Answers {@code GET /v1/responses/<id>}, as an object or as its events. */
  void one(Exchange exchange, Caller caller) throws IOException {
    int first = firstEvent(exchange);
    Finding.Found found = found(exchange, caller);
    switch (exchange.query(STREAM)) {
      case "", "false" -> answer(exchange, found);
      case "true" -> stream(exchange, found, first);
      default ->
          throw HttpProblem.of(
              RequestFault.INVALID_QUERY, "'stream' must be true or false.", STREAM);
    }
  }

  /** Answers {@code GET /v1/responses/<id>/input_items}. */
  void inputItems(Exchange exchange, Caller caller) throws IOException {
    InputItemsPage page = InputItemsPage.of(exchange);
    byte[] items = page.of(StoredResponse.input(found(exchange, caller)));
    exchange.answer(HttpServletResponse.SC_OK, items);
  }

  /** Answers {@code DELETE /v1/responses/<id>}. */
  void delete(Exchange exchange, Caller caller) throws IOException {
    String id = exchange.pathValue("id");
    switch (responses.remove(new Requester(caller, exchange.id()), id)) {
      case Removal.Removed() -> {
        ResponseId response = new ResponseId(id);
        logs.forget(response);
        exchange.answer(HttpServletResponse.SC_OK, ResponseItems.deleted(response));
      }
      case Removal.Unknown() -> throw unknown();
      case Removal.Unwritten(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  /** Answers {@code POST /v1/responses/<id>/cancel}. */
  void cancel(Exchange exchange, Caller caller) throws IOException {
    switch (responses.cancel(new Requester(caller, exchange.id()), exchange.pathValue("id"))) {
      case Cancellation.Ended(Finding.Found found) -> answer(exchange, found);
      case Cancellation.Stopping(Finding.Found found) -> answer(exchange, found);
      case Cancellation.InForeground() ->
          throw HttpProblem.of(
              RequestFault.RESPONSE_IN_FOREGROUND,
              "Only a response that was begun with 'background': true can be cancelled by its id.");
      case Cancellation.Unknown() -> throw unknown();
      case Cancellation.Unreadable(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  private Finding.Found found(Exchange exchange, Caller caller) {
    return switch (responses.find(caller, exchange.pathValue("id"))) {
      case Finding.Found found -> found;
      case Finding.Unknown() -> throw unknown();
      case Finding.Unreadable(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    };
  }

  private static void answer(Exchange exchange, Finding.Found found) throws IOException {
    exchange.answer(HttpServletResponse.SC_OK, StoredResponse.object(found).json());
  }

  /** The number of the first event that a stream shall tell. */
  private static int firstEvent(Exchange exchange) {
    String after = exchange.query(STARTING_AFTER);
    if (after.isEmpty()) {
      return 0;
    }
    int number = Query.number(after);
    if (number < 0) {
      throw HttpProblem.of(
          RequestFault.INVALID_QUERY,
          "'starting_after' must be the number of an event.",
          STARTING_AFTER);
    }
    return number + 1;
  }

  private void stream(Exchange exchange, Finding.Found found, int first) {
    ResponseRecord response = found.response();
    Optional<EventLog> log = logs.find(response.id());
    if (log.isPresent()) {
      new FollowedResponse(exchange).run(log.get(), first, keepAlives);
      return;
    }
    if (!response.turn().state().isTerminal()) {
      throw HttpProblem.of(
          RequestFault.INVALID_QUERY,
          "Only a response that runs in the background has a stream that can be followed.",
          STREAM);
    }
    new FollowedResponse(exchange).run(retold(found, first), first, keepAlives);
  }

  /**
   * The events of a response whose own are not held any more. How its text was cut is forgotten, so
   * a stream that goes on from some event gets the last one, under the next number.
   */
  private static EventLog retold(Finding.Found found, int first) {
    EventLog log = new EventLog(first);
    ResponseEvents events = new ResponseEvents(log::add, first);
    if (first == 0) {
      events.retell(StoredResponse.object(found), found.response().turn().id());
    } else {
      events.ended(StoredResponse.object(found));
    }
    log.end();
    return log;
  }

  private static HttpProblem unknown() {
    return HttpProblem.of(
        RequestFault.RESPONSE_NOT_FOUND,
        "There is no stored response of this id for the token: the id is wrong, or the response was"
            + " deleted or made with 'store': false.");
  }
}
