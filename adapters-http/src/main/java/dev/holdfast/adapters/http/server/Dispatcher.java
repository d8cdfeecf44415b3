package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.metrics.Metrics;
import dev.holdfast.adapters.http.server.Route.Access;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.ports.out.env.IdSource;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every request in, and makes sure that it gets one answer. */
final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private static final String REQUEST_ID = "x-request-id";
  private static final Pattern REQUEST_ID_SHAPE = Pattern.compile("[!-~]{1,128}");

  /** How requests are counted that no route is there for: what they ask for is no closed list. */
  private static final String OTHER = "other";

  /** How a request is counted whose client went away first; nobody is answered with it. */
  private static final int CLIENT_GONE = 499;

  private final Gate gate;
  private final IdSource ids;
  private final RunningExchanges running;
  private final Metrics metrics;

  @Inject
  Dispatcher(Gate gate, IdSource ids, RunningExchanges running, Metrics metrics) {
    this.gate = gate;
    this.ids = ids;
    this.running = running;
    this.metrics = metrics;
  }

  /** Answers a request of a known route. */
  void dispatch(Context context, Route route) {
    answer(
        context,
        route.method().name(),
        route.path(),
        exchange -> {
          switch (route.access()) {
            case Access.Open(Route.OpenEndpoint endpoint) -> endpoint.answer(exchange);
            case Access.Guarded guarded ->
                guarded.endpoint().answer(exchange, gate.admit(exchange, guarded));
          }
        });
  }

  /** Answers a request that no route is there for. */
  void unrouted(Context context, HttpResponseException why) {
    answer(
        context,
        OTHER,
        OTHER,
        exchange -> {
          if (why.getStatus() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            throw new HttpProblem(methodNotAllowed(exchange, why));
          }
          throw HttpProblem.of(
              RequestFault.UNKNOWN_URL,
              "There is nothing at this path. The base URL for OpenAI clients ends in /v1, and"
                  + " the models are asked at POST /v1/chat/completions and POST /v1/responses.");
        });
  }

  private static Problem methodNotAllowed(Exchange exchange, HttpResponseException why) {
    // The name of the detail depends on whether the client asks for a web page.
    String allowed = String.join(", ", why.getDetails().values());
    exchange.setHeader("allow", allowed);
    return Problem.of(RequestFault.METHOD_NOT_ALLOWED, "This path answers " + allowed + " only.");
  }

  private void answer(Context context, String method, String path, Route.OpenEndpoint endpoint) {
    long began = System.nanoTime();
    Exchange exchange = new Exchange(context, requestId(context));
    running.begin(exchange);
    LogContext.begin(exchange.id());
    int status = CLIENT_GONE;
    try {
      try {
        gate.checkSource(exchange);
        endpoint.answer(exchange);
      } catch (HttpProblem turnedDown) {
        exchange.answer(turnedDown.problem());
      }
      exchange.finish();
      status = exchange.response().getStatus();
    } catch (IOException clientGone) {
      log.debug("The client of request {} went away", exchange.id());
    } catch (RuntimeException | VirtualMachineError defect) {
      log.error("Request {} failed by a defect of the gateway", exchange.id(), defect);
      exchange.fail();
      status = exchange.response().getStatus();
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      metrics.requestEnded(method, path, status, took);
      AccessLog.answered(exchange, status, took);
      LogContext.end();
      exchange.end();
      running.end(exchange);
    }
  }

  private RequestId requestId(Context context) {
    String given = context.req().getHeader(REQUEST_ID);
    return given != null && REQUEST_ID_SHAPE.matcher(given).matches()
        ? new RequestId(given)
        : ids.newRequestId();
  }
}
