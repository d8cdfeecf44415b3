package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.server.Route.Access;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One operation as it is offered: what is served, and what is told about it.
 *
 * @param id a name for programs
 * @param summary what it does, in one line
 * @param parameters what a request may say beside its body
 * @param body what a request has as its body
 * @param answers the schema of an answer to each media type of a success
 * @param steps in which it can be turned down
 */
record Operation(
    Route route,
    String id,
    String summary,
    List<Parameter> parameters,
    Body body,
    Map<String, String> answers,
    Set<Step> steps) {

  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream";

  /** Where a parameter stands. */
  enum Place {
    HEADER,
    PATH,
    QUERY
  }

  /** A parameter, a text. */
  record Parameter(Place place, String name, String description) {}

  /** What a request has as its body. */
  sealed interface Body {

    /** Nothing. */
    record None() implements Body {}

    /** JSON of a schema. */
    record Json(String schema) implements Body {}
  }

  /** An operation without parameters and body that answers with JSON of a schema. */
  static Operation of(Route route, String id, String summary, String schema) {
    EnumSet<Step> steps =
        switch (route.access()) {
          case Access.Open _ -> EnumSet.of(Step.ARRIVAL);
          case Access.Guarded _ ->
              EnumSet.of(
                  Step.ARRIVAL,
                  Step.ATTEMPTS,
                  Step.TOKEN,
                  Step.STORE_IDENTITY,
                  Step.SCOPE,
                  Step.LIFECYCLE);
        };
    return new Operation(
        route, id, summary, List.of(), new Body.None(), Map.of(JSON, schema), steps);
  }

  /** The same operation with something that its requests may say. */
  Operation taking(List<Parameter> taken) {
    return new Operation(route, id, summary, taken, body, answers, steps);
  }

  /** The same operation with JSON of a schema as the body of its requests. */
  Operation reading(String schema) {
    return new Operation(route, id, summary, parameters, new Body.Json(schema), answers, steps);
  }

  /** The same operation, which answers with text of another media type than JSON. */
  Operation answering(String type) {
    Map<String, String> other = new TreeMap<>();
    answers.values().forEach(schema -> other.put(type, schema));
    return new Operation(route, id, summary, parameters, body, other, steps);
  }

  /** The same operation, which may also answer with events of a schema. */
  Operation streaming(String schema) {
    Map<String, String> both = new TreeMap<>(answers);
    both.put(EVENTS, schema);
    return new Operation(route, id, summary, parameters, body, both, steps);
  }

  /** The same operation, which can be turned down in more steps. */
  Operation failingIn(Set<Step> more) {
    Set<Step> both = EnumSet.copyOf(steps);
    both.addAll(more);
    return new Operation(route, id, summary, parameters, body, answers, both);
  }
}
