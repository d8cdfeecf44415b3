package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.MemberKind;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.GatewayControl;
import dev.holdfast.ports.in.GatewayControl.Change;
import dev.holdfast.ports.in.GatewayControl.Reload;
import dev.holdfast.ports.in.GatewayControl.Restart;
import dev.holdfast.ports.in.GatewayControl.Status;
import dev.holdfast.ports.in.Requester;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Answers what is asked of the gateway's process. */
final class GatewayEndpoint {

  private static final String OFF = "off";
  private static final Map<String, MemberKind> DRAIN = Map.of(OFF, MemberKind.BOOLEAN);

  private final ManagementBodies bodies;
  private final GatewayControl control;

  @Inject
  GatewayEndpoint(ManagementBodies bodies, GatewayControl control) {
    this.bodies = bodies;
    this.control = control;
  }

  /** Answers {@code GET /api/gateway}. */
  void show(Exchange exchange, Caller caller) throws IOException {
    exchange.answer(HttpServletResponse.SC_OK, GatewayJson.of(control.status()));
  }

  /** Answers {@code POST /api/gateway/drain}. */
  void drain(Exchange exchange, Caller caller) throws IOException {
    Requester by = new Requester(caller, exchange.id());
    boolean off = bodies.readIfAny(exchange, DRAIN).isTrue(OFF);
    tell(exchange, off ? control.undrain(by) : control.drain(by));
  }

  /** Answers {@code POST /api/gateway/stop}; the process ends afterwards. */
  void stop(Exchange exchange, Caller caller) throws IOException {
    tell(exchange, control.stop(new Requester(caller, exchange.id())));
  }

  private static void tell(Exchange exchange, Change change) throws IOException {
    switch (change) {
      case Change.Made(Status status) ->
          exchange.answer(HttpServletResponse.SC_OK, GatewayJson.of(status));
      case Change.TooLate _ -> throw Gate.stopping();
      case Change.BeyondBinding() -> throw beyondBinding();
    }
  }

  /** Answers {@code POST /api/gateway/restart}; the gateway starts anew afterwards. */
  void restart(Exchange exchange, Caller caller) throws IOException {
    tell(exchange, control.restart(new Requester(caller, exchange.id())));
  }

  /** Answers {@code GET /api/gateway/restart} as a restart would be answered; none begins. */
  void foreseeRestart(Exchange exchange, Caller caller) throws IOException {
    tell(exchange, control.foreseenRestart(new Requester(caller, exchange.id())));
  }

  private static void tell(Exchange exchange, Restart restart) throws IOException {
    switch (restart) {
      case Restart.Begun(Status status) ->
          exchange.answer(HttpServletResponse.SC_OK, GatewayJson.restarting(status));
      case Restart.Kept(List<Finding> findings) ->
          exchange.answer(HttpServletResponse.SC_OK, GatewayJson.notRestarting(findings));
      case Restart.TooLate _ -> throw Gate.stopping();
      case Restart.BeyondBinding() -> throw beyondBinding();
    }
  }

  /** Answers {@code POST /api/gateway/reload}. */
  void reload(Exchange exchange, Caller caller) throws IOException {
    tell(exchange, control.reload(new Requester(caller, exchange.id())));
  }

  /** Answers {@code GET /api/gateway/reload} as a reload would be answered; nothing changes. */
  void foreseeReload(Exchange exchange, Caller caller) throws IOException {
    tell(exchange, control.foreseenReload(new Requester(caller, exchange.id())));
  }

  private static void tell(Exchange exchange, Reload reload) throws IOException {
    switch (reload) {
      case Reload.Applied applied ->
          exchange.answer(HttpServletResponse.SC_OK, GatewayJson.of(applied));
      case Reload.Kept kept -> exchange.answer(HttpServletResponse.SC_OK, GatewayJson.of(kept));
      case Reload.BeyondBinding() -> throw beyondBinding();
    }
  }

  private static HttpProblem beyondBinding() {
    return HttpProblem.of(
        ManagementFault.BEYOND_BINDING,
        "The token is bound to an agent or to sessions, and this is about the whole gateway."
            + " Nothing was done. Use a token that is not bound.");
  }
}
