package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.TurnAdministration;
import dev.holdfast.ports.in.TurnAdministration.Abortion;
import dev.holdfast.ports.in.TurnAdministration.Finding;
import dev.holdfast.ports.in.TurnAdministration.Listing;
import dev.holdfast.ports.in.TurnAdministration.Rest;
import dev.holdfast.ports.in.TurnAdministration.Start;
import dev.holdfast.ports.in.TurnAdministration.StateWish;
import dev.holdfast.ports.in.TurnAdministration.TurnView;
import dev.holdfast.ports.in.TurnAdministration.Wish;
import dev.holdfast.ports.in.TurnCursor;
import dev.holdfast.ports.in.UnreadAgent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Answers what is asked of turns at {@code /api/turns}. */
final class TurnsEndpoint {

  private static final String WAITING = "waiting";
  private static final String STATE = "state";

  private final TurnAdministration turns;

  @Inject
  TurnsEndpoint(TurnAdministration turns) {
    this.turns = turns;
  }

  /** Answers {@code GET /api/turns}. */
  void list(Exchange exchange, Caller caller) throws IOException {
    int limit = PageQuery.limit(exchange);
    Start start = PageQuery.start(exchange, TurnCursor::read);
    Wish wish =
        new Wish(exchange.query("agent"), exchange.query("session"), state(exchange.query(STATE)));
    switch (turns.list(caller, wish, start, limit)) {
      case Listing.Page(List<TurnView> page, Rest rest, List<UnreadAgent> unread) ->
          exchange.answer(HttpServletResponse.SC_OK, page(page, rest, unread));
      case Listing.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  /** Answers {@code GET /api/turns/<id>}. */
  void one(Exchange exchange, Caller caller) throws IOException {
    switch (turns.find(caller, exchange.pathValue("id"))) {
      case Finding.Found(TurnView turn) ->
          exchange.answer(HttpServletResponse.SC_OK, TurnJson.of(turn));
      case Finding.Unknown() -> throw unknown();
      case Finding.Unreadable(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  /** Answers {@code POST /api/turns/<id>/abort}. */
  void abort(Exchange exchange, Caller caller) throws IOException {
    Requester by = new Requester(caller, exchange.id());
    switch (turns.abort(by, exchange.pathValue("id"))) {
      case Abortion.Stopped(TurnView turn) ->
          exchange.answer(HttpServletResponse.SC_OK, TurnJson.of(turn));
      case Abortion.EndedBefore() ->
          throw HttpProblem.of(
              ManagementFault.TURN_ENDED, "The turn has ended already, so it was left as it is.");
      case Abortion.RunsElsewhere() ->
          throw HttpProblem.of(
              ManagementFault.TURN_ELSEWHERE,
              "The turn does not run in this process, so it was left as it is.");
      case Abortion.Unknown() -> throw unknown();
      case Abortion.Unreadable(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  private static byte[] page(List<TurnView> page, Rest rest, List<UnreadAgent> unread) {
    return switch (rest) {
      case Rest.None() -> PageQuery.page(page, More.NONE, unread, TurnJson::write, last -> "");
      case Rest.Some(Start start) ->
          PageQuery.page(page, More.SOME, unread, TurnJson::write, last -> TurnCursor.of(start));
    };
  }

  private static StateWish state(String text) {
    return switch (text) {
      case "" -> new StateWish.Any();
      case WAITING -> new StateWish.Waiting();
      case "running" -> new StateWish.Begun(TurnState.RUNNING);
      case "completed" -> new StateWish.Begun(TurnState.COMPLETED);
      case "failed" -> new StateWish.Begun(TurnState.FAILED);
      case "cancelled" -> new StateWish.Begun(TurnState.CANCELLED);
      case "interrupted" -> new StateWish.Begun(TurnState.INTERRUPTED);
      default ->
          throw HttpProblem.of(
              RequestFault.INVALID_QUERY,
              "'state' must be waiting, running, completed, failed, cancelled or interrupted.",
              STATE);
    };
  }

  private static HttpProblem unknown() {
    return HttpProblem.of(
        ManagementFault.TURN_NOT_FOUND,
        "There is no turn of this id for the token. A turn that was refused, or left its queue, is"
            + " not kept.");
  }
}
