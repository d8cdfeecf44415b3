package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.MemberKind;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.SessionAdministration.Deletion;
import dev.holdfast.ports.in.SessionAdministration.Finding;
import dev.holdfast.ports.in.SessionAdministration.Listing;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.Patching;
import dev.holdfast.ports.in.SessionAdministration.Resetting;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.in.SessionCursor;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Answers what is asked of sessions. */
final class SessionsEndpoint {

  private static final String FORCE = "force";
  private static final Map<String, MemberKind> RESET = Map.of(FORCE, MemberKind.BOOLEAN);

  private final ManagementBodies bodies;
  private final SessionAdministration sessions;

  @Inject
  SessionsEndpoint(ManagementBodies bodies, SessionAdministration sessions) {
    this.bodies = bodies;
    this.sessions = sessions;
  }

  /** Answers {@code GET /api/sessions}. */
  void list(Exchange exchange, Caller caller) throws IOException {
    int limit = PageQuery.limit(exchange);
    Start start = PageQuery.start(exchange, SessionCursor::read);
    switch (sessions.list(requester(exchange, caller), exchange.query("agent"), start, limit)) {
      case Listing.Page(List<SessionEntry> page, More more, var unread) ->
          exchange.answer(
              HttpServletResponse.SC_OK,
              PageQuery.page(page, more, unread, SessionJson::write, SessionCursor::behind));
      case Listing.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  /** Answers {@code GET /api/sessions/<key>}. */
  void one(Exchange exchange, Caller caller) throws IOException {
    switch (sessions.find(requester(exchange, caller), named(exchange))) {
      case Finding.Found(SessionEntry session) -> answer(exchange, session);
      case Finding.Unknown() -> throw unknown();
      case Finding.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  /** Answers {@code PATCH /api/sessions/<key>}. */
  void patch(Exchange exchange, Caller caller) throws IOException {
    var patch = SessionPatches.of(bodies.read(exchange, SessionPatches.MEMBERS));
    switch (sessions.patch(requester(exchange, caller), named(exchange), patch)) {
      case Patching.Patched(SessionEntry session) -> answer(exchange, session);
      case Patching.VersionConflict(long current) ->
          throw HttpProblem.of(
              ManagementFault.VERSION_CONFLICT,
              "The session is at version "
                  + current
                  + ", and another was expected. Nothing was changed. Look at it again, and send"
                  + " the change with its version if it should still be made.");
      case Patching.Unknown() -> throw unknown();
      case Patching.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  /** Answers {@code POST /api/sessions/<key>/reset}. */
  void reset(Exchange exchange, Caller caller) throws IOException {
    RunningTurn running = running(bodies.readIfAny(exchange, RESET).isTrue(FORCE));
    switch (sessions.reset(requester(exchange, caller), named(exchange), running)) {
      case Resetting.Reset(SessionEntry session) ->
          exchange.answer(HttpServletResponse.SC_OK, SessionJson.ofReset(session));
      case Resetting.Unknown() -> throw unknown();
      case Resetting.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  /** Answers {@code DELETE /api/sessions/<key>}. */
  void delete(Exchange exchange, Caller caller) throws IOException {
    RunningTurn running =
        switch (exchange.query(FORCE)) {
          case "", "false" -> running(false);
          case "true" -> running(true);
          default ->
              throw HttpProblem.of(
                  RequestFault.INVALID_QUERY, "'force' must be true or false.", FORCE);
        };
    switch (sessions.delete(requester(exchange, caller), named(exchange), running)) {
      case Deletion.Archived(var archived) ->
          exchange.answer(HttpServletResponse.SC_OK, SessionJson.of(archived));
      case Deletion.Unknown() -> throw unknown();
      case Deletion.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  private static RunningTurn running(boolean force) {
    return force ? RunningTurn.CANCELLED : RunningTurn.AWAITED;
  }

  private static void answer(Exchange exchange, SessionEntry session) throws IOException {
    exchange.answer(HttpServletResponse.SC_OK, SessionJson.of(session));
  }

  private static Named named(Exchange exchange) {
    return new Named(exchange.query("agent"), exchange.pathValue("key"));
  }

  private static Requester requester(Exchange exchange, Caller caller) {
    return new Requester(caller, exchange.id());
  }

  private static HttpProblem unknown() {
    return HttpProblem.of(
        ManagementFault.NO_SESSION,
        "There is no session of this key for the token. Nothing was changed.");
  }
}
