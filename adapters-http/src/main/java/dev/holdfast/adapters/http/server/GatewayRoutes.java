package dev.holdfast.adapters.http.server;

import static dev.holdfast.adapters.http.server.Routes.guarded;
import static dev.holdfast.adapters.http.server.Routes.query;

import dev.holdfast.adapters.http.server.Operation.Parameter;
import dev.holdfast.adapters.http.server.Route.Method;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.ports.in.AuditTrail;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;

/** The operations on the gateway's process and its log. */
final class GatewayRoutes {

  private static final List<Parameter> LOGGER =
      List.of(
          query(
              LogLevelEndpoint.LOGGER,
              "A package or class; left out, all that the program itself says."));

  private final AuditTrail audit;
  private final List<Operation> operations;

  @Inject
  GatewayRoutes(AuditTrail audit, GatewayEndpoint gateway, LogLevelEndpoint log) {
    this.audit = audit;
    this.operations =
        List.of(
            Operation.of(
                guarded(Method.GET, "/api/gateway", Scope.READ, gateway::show),
                "getGateway",
                "Tells how the gateway's process stands, and which configuration holds",
                "Gateway"),
            changing(
                    "drain",
                    AuditOperation.GATEWAY_DRAIN,
                    gateway::drain,
                    "drainGateway",
                    "Lets no turn begin, or again; those that run go on",
                    "Gateway")
                .reading("DrainRequest")
                .failingIn(EnumSet.of(Step.REQUEST)),
            changing(
                "stop",
                AuditOperation.GATEWAY_STOP,
                gateway::stop,
                "stopGateway",
                "Ends the process once its turns have ended, and answers before that",
                "Gateway"),
            changing(
                "restart",
                AuditOperation.GATEWAY_RESTART,
                gateway::restart,
                "restartGateway",
                "Starts the gateway anew within its process, if its configuration can hold",
                "GatewayRestart"),
            foreseeing(
                "restart",
                gateway::foreseeRestart,
                "foreseeRestart",
                "Tells what a restart would come to now, and begins none",
                "GatewayRestart"),
            changing(
                "reload",
                AuditOperation.CONFIG_RELOAD,
                gateway::reload,
                "reloadConfiguration",
                "Has the configuration as it is written now come into force, or keeps the one"
                    + " before",
                "ConfigReload"),
            foreseeing(
                "reload",
                gateway::foreseeReload,
                "foreseeReload",
                "Tells what a reload would come to now, and changes nothing",
                "ConfigReload"),
            Operation.of(
                    guarded(Method.GET, "/api/log/level", Scope.ADMIN, log::show),
                    "getLogLevel",
                    "Tells how much is logged",
                    "LogLevel")
                .taking(LOGGER)
                .failingIn(EnumSet.of(Step.QUERY, Step.BINDING)),
            Operation.of(
                    guarded(
                        Method.PUT,
                        "/api/log/level",
                        Scope.ADMIN,
                        new AuditedEndpoint(log::set, AuditOperation.LOG_LEVEL, audit)),
                    "setLogLevel",
                    "Changes how much is logged until the process ends",
                    "LogLevel")
                .reading("LogLevelRequest")
                .failingIn(EnumSet.of(Step.REQUEST, Step.BINDING)));
  }

  /** All of them, as they are documented. */
  List<Operation> operations() {
    return operations;
  }

  private static Operation foreseeing(
      String verb, Route.GuardedEndpoint endpoint, String id, String summary, String schema) {
    return Operation.of(
            guarded(Method.GET, "/api/gateway/" + verb, Scope.ADMIN, endpoint), id, summary, schema)
        .failingIn(EnumSet.of(Step.BINDING));
  }

  private Operation changing(
      String verb,
      AuditOperation operation,
      Route.GuardedEndpoint endpoint,
      String id,
      String summary,
      String schema) {
    return Operation.of(
            guarded(
                Method.POST,
                "/api/gateway/" + verb,
                Scope.ADMIN,
                new AuditedEndpoint(endpoint, operation, audit)),
            id,
            summary,
            schema)
        .failingIn(EnumSet.of(Step.BINDING));
  }
}
