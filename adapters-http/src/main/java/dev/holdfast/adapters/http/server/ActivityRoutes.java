package dev.holdfast.adapters.http.server;

import static dev.holdfast.adapters.http.server.Routes.guarded;
import static dev.holdfast.adapters.http.server.Routes.query;

import dev.holdfast.adapters.http.server.Operation.Parameter;
import dev.holdfast.adapters.http.server.Operation.Place;
import dev.holdfast.adapters.http.server.Route.Method;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.ports.in.AuditTrail;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;

/** The operations that tell what happens, and stop it. */
final class ActivityRoutes {

  private static final List<Parameter> FOLLOWING =
      List.of(
          query("agent", "Changes of this agent only; its ids are told for this agent, too."),
          query("after", "The id of the event behind which the stream begins."),
          new Parameter(
              Place.HEADER, EventsEndpoint.LAST_EVENT_ID, "The same; counts before the query."));

  private static final List<Parameter> LISTING =
      List.of(
          query("agent", "Turns of this agent only; a bare session key is one of it."),
          query("session", "Turns of this session only: a session key, bare or whole."),
          query(
              "state",
              "Turns that are waiting, running, completed, failed, cancelled or interrupted."),
          query("limit", "How many at most, from 1 to 1000; 100 is the default."),
          query("after", "The member next of the page before."));

  private static final List<Parameter> STUCK =
      List.of(
          query("agent", "Turns of this agent only; a bare session key is one of it."),
          query("session", "Turns of this session only: a session key, bare or whole."));

  private static final List<Parameter> TURN_ID =
      List.of(new Parameter(Place.PATH, "id", "The id of a turn."));

  private final List<Operation> operations;

  @Inject
  ActivityRoutes(
      TurnsEndpoint turns, RecoveryEndpoint recovery, EventsEndpoint events, AuditTrail audit) {
    this.operations =
        List.of(
            Operation.of(
                    guarded(Method.GET, "/api/turns", Scope.READ, turns::list),
                    "listTurns",
                    "Lists turns, newest first: those that wait, then those that began",
                    "TurnList")
                .taking(LISTING)
                .failingIn(EnumSet.of(Step.QUERY, Step.ADDRESS, Step.STORE)),
            // Before the turn of an id: the first path that fits answers.
            Operation.of(
                    guarded(Method.GET, "/api/turns/stuck", Scope.READ, recovery::list),
                    "listStuckTurns",
                    "Lists the turns that nobody will end any more, with the evidence",
                    "StuckTurnList")
                .taking(STUCK)
                .failingIn(EnumSet.of(Step.ADDRESS, Step.STORE)),
            Operation.of(
                    guarded(
                        Method.POST,
                        "/api/turns/recover",
                        Scope.ADMIN,
                        new AuditedEndpoint(recovery::recover, AuditOperation.TURN_RECOVER, audit)),
                    "recoverTurns",
                    "Ends the turns that nobody would end any more, so that their sessions go on",
                    "TurnRecovery")
                .reading("TurnRecoveryRequest")
                .failingIn(EnumSet.of(Step.REQUEST, Step.ADDRESS, Step.STORE)),
            Operation.of(
                    guarded(Method.GET, "/api/turns/{id}", Scope.READ, turns::one),
                    "getTurn",
                    "Tells of one turn, waiting, running or ended",
                    "Turn")
                .taking(TURN_ID)
                .failingIn(EnumSet.of(Step.TURN_OBJECT, Step.STORE)),
            Operation.of(
                    guarded(
                        Method.POST,
                        "/api/turns/{id}/abort",
                        Scope.WRITE,
                        new AuditedEndpoint(turns::abort, AuditOperation.TURN_ABORT, audit)),
                    "abortTurn",
                    "Stops one turn and answers once it has ended",
                    "Turn")
                .taking(TURN_ID)
                .failingIn(EnumSet.of(Step.TURN_OBJECT, Step.ABORTION, Step.STORE)),
            Operation.of(
                    guarded(Method.GET, "/api/events", Scope.READ, events),
                    "followChanges",
                    "Tells of changes of turns and sessions as they happen",
                    "Change")
                .answering(Operation.EVENTS)
                .taking(FOLLOWING)
                .failingIn(
                    EnumSet.of(
                        Step.QUERY, Step.REQUEST, Step.ADDRESS, Step.FOLLOWING, Step.STORE)));
  }

  /** All of them, as they are documented. */
  List<Operation> operations() {
    return operations;
  }
}
