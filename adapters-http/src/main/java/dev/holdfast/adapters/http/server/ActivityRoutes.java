package dev.holdfast.adapters.http.server;

import static dev.holdfast.adapters.http.server.Routes.guarded;
import static dev.holdfast.adapters.http.server.Routes.query;

import dev.holdfast.adapters.http.server.Operation.Parameter;
import dev.holdfast.adapters.http.server.Operation.Place;
import dev.holdfast.adapters.http.server.Route.Method;
import dev.holdfast.domain.token.Scope;
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

  private final List<Operation> operations;

  @Inject
  ActivityRoutes(EventsEndpoint events) {
    this.operations =
        List.of(
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
