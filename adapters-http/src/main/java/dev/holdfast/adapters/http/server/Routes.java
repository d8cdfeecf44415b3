package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.server.Route.Access;
import dev.holdfast.adapters.http.server.Route.Method;
import dev.holdfast.domain.token.Scope;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The one list of operations: method, path, scope and what answers. */
final class Routes {

  private static final String VERSION = "/v1";

  private final List<Route> operations;

  @Inject
  Routes(HealthEndpoint health, ReadyEndpoint ready, ModelsEndpoint models, ChatEndpoint chat) {
    this.operations =
        List.of(
            open(Method.GET, "/health", health),
            open(Method.GET, "/readyz", ready),
            guarded(Method.GET, "/v1/models", Scope.READ, models::list),
            guarded(Method.GET, "/v1/models/<id>", Scope.READ, models::one),
            guarded(Method.POST, "/v1/chat/completions", Scope.WRITE, chat));
  }

  private static Route open(Method method, String path, Route.OpenEndpoint endpoint) {
    return new Route(method, path, new Access.Open(endpoint));
  }

  private static Route guarded(
      Method method, String path, Scope scope, Route.GuardedEndpoint endpoint) {
    return new Route(method, path, new Access.Guarded(scope, endpoint));
  }

  /** The operations as they are documented. */
  List<Route> operations() {
    return operations;
  }

  /**
   * Everything that is served: each operation, with and without {@code /v1}, each GET as HEAD too,
   * and OPTIONS for each path.
   */
  List<Route> served() {
    List<Route> served = new ArrayList<>();
    Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
    for (Route operation : operations) {
      for (String path : spellings(operation.path())) {
        for (Method method : answered(operation.method())) {
          served.add(new Route(method, path, operation.access()));
          methods.computeIfAbsent(path, fresh -> new TreeSet<>()).add(method.name());
        }
      }
    }
    methods.forEach(
        (path, allowed) -> {
          allowed.add(Method.OPTIONS.name());
          String list = String.join(", ", allowed);
          served.add(open(Method.OPTIONS, path, exchange -> Preflight.answer(exchange, list)));
        });
    return served;
  }

  private static List<String> spellings(String path) {
    return path.startsWith(VERSION + "/")
        ? List.of(path, path.substring(VERSION.length()))
        : List.of(path);
  }

  private static List<Method> answered(Method method) {
    return method == Method.GET ? List.of(Method.GET, Method.HEAD) : List.of(method);
  }
}
