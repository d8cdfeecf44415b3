package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.in.Readiness.State;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Says whether the gateway can serve; tells the details to callers with a token only. */
final class ReadyEndpoint implements Route.OpenEndpoint {

  private final Readiness readiness;
  private final Gate gate;

  @Inject
  ReadyEndpoint(Readiness readiness, Gate gate) {
    this.readiness = readiness;
    this.gate = gate;
  }

  @Override
  public void answer(Exchange exchange) throws IOException {
    State state = readiness.state();
    Map<String, String> details = Map.of();
    // Before the store is open nobody can be recognized.
    if (state != State.STARTING && Gate.showsToken(exchange)) {
      details = readiness.details(gate.identify(exchange));
    }
    switch (state) {
      case READY -> ready(exchange, details);
      case STARTING -> unready(exchange, details, RequestFault.STARTING, "It is starting.");
      case DRAINING ->
          unready(exchange, details, RequestFault.DRAINING, "It begins no turns for now.");
      case STOPPING -> unready(exchange, details, RequestFault.STOPPING, "It is stopping.");
      case OUT_OF_SPACE ->
          unready(
              exchange,
              details,
              RequestFault.OUT_OF_SPACE,
              "Too little disk space is left for new turns. Reading goes on; free some space.");
      case STORE_NOT_ANSWERING ->
          unready(
              exchange,
              details,
              RequestFault.STORE_NOT_ANSWERING,
              "The store has not answered for a while. The gateway's log says why.");
    }
  }

  private static void ready(Exchange exchange, Map<String, String> details) throws IOException {
    JsonText json = new JsonText().raw("{\"status\":\"ready\"");
    exchange.answer(HttpServletResponse.SC_OK, finished(json, details));
  }

  /** A probe hears 503 whatever keeps the gateway from serving. */
  private static void unready(
      Exchange exchange, Map<String, String> details, RequestFault fault, String message)
      throws IOException {
    Problem problem = Problem.of(fault, message);
    JsonText json = new JsonText().raw("{\"status\":").string(problem.row().code());
    problem.writeTo(json.raw(",\"error\":"));
    exchange.setRetryHeaders(problem);
    exchange.answer(HttpServletResponse.SC_SERVICE_UNAVAILABLE, finished(json, details));
  }

  private static byte[] finished(JsonText json, Map<String, String> details) {
    if (!details.isEmpty()) {
      String separator = ",\"details\":{";
      for (Map.Entry<String, String> detail : new TreeMap<>(details).entrySet()) {
        json.raw(separator).string(detail.getKey()).raw(":").string(detail.getValue());
        separator = ",";
      }
      json.raw("}");
    }
    return json.raw("}").bytes();
  }
}
