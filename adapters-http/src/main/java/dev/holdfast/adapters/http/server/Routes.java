package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.metrics.Metrics;
import dev.holdfast.adapters.http.server.Operation.Parameter;
import dev.holdfast.adapters.http.server.Operation.Place;
import dev.holdfast.adapters.http.server.Route.Access;
import dev.holdfast.adapters.http.server.Route.Method;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.ports.in.AuditTrail;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The one list of operations: what each is called by, who may, what answers, what is told. */
final class Routes {

  private static final String VERSION = "/v1";

  private static final List<Parameter> TURN_HEADERS =
      List.of(
          header(TurnHeaders.KEY, "The conversation: a bare name, or agent:<agent>:<name>."),
          header(TurnHeaders.AGENT, "The agent that answers."),
          header(TurnHeaders.SESSION, "This very transcript of the session key, or 404."),
          header(TurnHeaders.HISTORY, "How the messages relate to it: auto, append or full."),
          header(
              TurnHeaders.WHEN_BUSY,
              "What to do if another turn of the session runs: queue, the default, or reject."),
          header(
              ArrivalHeaders.IDEMPOTENCY_KEY,
              "A name of the request, so that it is done once and answered alike however often it"
                  + " comes within 24 hours."),
          header(
              TurnHeaders.EPHEMERAL,
              "Any word but false: a turn without the conversation, of which nothing is kept."));

  private static final List<Parameter> CHALLENGE =
      List.of(
          query(IdentityEndpoint.NONCE, "64 random hexadecimal digits, never used twice."),
          query(
              IdentityEndpoint.KEY,
              "Which token the proof is keyed with: the first 8 hexadecimal digits of the SHA-256"
                  + " of 'holdfast gateway hint' and the token's SHA-256 in hexadecimal digits."));

  private static final List<Parameter> MODEL_NAME =
      List.of(new Parameter(Place.PATH, "id", "A name that GET /v1/models lists."));

  private static final Parameter RESPONSE =
      new Parameter(Place.PATH, "id", "The id of a response that was stored.");
  private static final List<Parameter> RESPONSE_ID = List.of(RESPONSE);
  private static final List<Parameter> FOLLOWING =
      List.of(
          RESPONSE,
          query("stream", "true: the events of the response instead of the object."),
          query("starting_after", "The number of the event behind which the stream begins."));
  private static final List<Parameter> PAGING =
      List.of(
          RESPONSE,
          query("order", "asc or desc, which is the default."),
          query("after", "The id of the item behind which the page begins."),
          query("limit", "How many items at most, from 1 to 100; 20 is the default."));

  private final List<Operation> operations;

  @Inject
  Routes(
      HealthEndpoint health,
      ReadyEndpoint ready,
      IdentityEndpoint identity,
      MetricsEndpoint metrics,
      ModelsEndpoint models,
      ChatEndpoint chat,
      ResponseEndpoint response,
      StoredResponseEndpoint stored,
      AuditTrail audit,
      ActivityRoutes activity,
      SessionRoutes sessions,
      ManagementRoutes management,
      GatewayRoutes gateway) {
    List<Operation> conversations =
        List.of(
            Operation.of(
                open(Method.GET, "/health", health),
                "getHealth",
                "Says that the process answers",
                "Health"),
            Operation.of(
                    open(Method.GET, "/readyz", ready),
                    "getReadiness",
                    "Says whether the gateway can serve; with a token, why",
                    "Readiness")
                .failingIn(EnumSet.of(Step.ATTEMPTS, Step.TOKEN, Step.LIFECYCLE, Step.READINESS)),
            Operation.of(
                    open(Method.GET, "/api/identity", identity),
                    "getIdentity",
                    "Proves the gateway to whoever knows a token of it, without being shown one",
                    "Identity")
                .taking(CHALLENGE)
                .failingIn(EnumSet.of(Step.ATTEMPTS, Step.QUERY, Step.LIFECYCLE)),
            Operation.of(
                guarded(Method.GET, "/openapi.json", Scope.READ, this::describe),
                "getDescription",
                "Describes every operation",
                "Description"),
            Operation.of(
                    guarded(Method.GET, "/metrics", Scope.READ, metrics),
                    "getMetrics",
                    "Tells how the gateway does, in the text format of Prometheus",
                    "Metrics")
                .answering(Metrics.MEDIA_TYPE),
            Operation.of(
                guarded(Method.GET, "/v1/models", Scope.READ, models::list),
                "listModels",
                "Lists the models and agents that can be asked",
                "ModelList"),
            Operation.of(
                    guarded(Method.GET, "/v1/models/<id>", Scope.READ, models::one),
                    "getModel",
                    "Tells of one model",
                    "Model")
                .taking(MODEL_NAME)
                .failingIn(EnumSet.of(Step.MODEL)),
            Operation.of(
                    guarded(Method.POST, "/v1/chat/completions", Scope.WRITE, chat),
                    "createChatCompletion",
                    "Answers a conversation, whole or as a stream",
                    "ChatCompletion")
                .taking(TURN_HEADERS)
                .reading("ChatCompletionRequest")
                .streaming("ChatCompletionEvent")
                .failingIn(
                    EnumSet.of(
                        Step.REQUEST, Step.ADDRESS, Step.MODEL, Step.LANE, Step.TURN, Step.STORE)),
            Operation.of(
                    guarded(Method.POST, "/v1/responses", Scope.WRITE, response),
                    "createResponse",
                    "Answers a conversation with a response that is kept",
                    "Response")
                .taking(TURN_HEADERS)
                .reading("ResponseRequest")
                .streaming("ResponseEvent")
                .failingIn(
                    EnumSet.of(
                        Step.REQUEST, Step.ADDRESS, Step.MODEL, Step.LANE, Step.TURN, Step.STORE)),
            Operation.of(
                    guarded(Method.GET, "/v1/responses/{id}", Scope.READ, stored::one),
                    "getResponse",
                    "Tells of one response, as it is or as its events",
                    "Response")
                .taking(FOLLOWING)
                .streaming("ResponseEvent")
                .failingIn(EnumSet.of(Step.RESPONSE, Step.QUERY, Step.STORE)),
            Operation.of(
                    guarded(
                        Method.DELETE,
                        "/v1/responses/{id}",
                        Scope.WRITE,
                        new AuditedEndpoint(stored::delete, AuditOperation.RESPONSE_DELETE, audit)),
                    "deleteResponse",
                    "Forgets one response; its session stays",
                    "ResponseDeletion")
                .taking(RESPONSE_ID)
                .failingIn(EnumSet.of(Step.RESPONSE, Step.STORE)),
            Operation.of(
                    guarded(
                        Method.GET,
                        "/v1/responses/{id}/input_items",
                        Scope.READ,
                        stored::inputItems),
                    "listInputItems",
                    "Lists what the request of one response brought",
                    "ResponseItemList")
                .taking(PAGING)
                .failingIn(EnumSet.of(Step.RESPONSE, Step.QUERY, Step.STORE)),
            Operation.of(
                    guarded(
                        Method.POST,
                        "/v1/responses/{id}/cancel",
                        Scope.WRITE,
                        new AuditedEndpoint(stored::cancel, AuditOperation.RESPONSE_CANCEL, audit)),
                    "cancelResponse",
                    "Stops one response that runs in the background",
                    "Response")
                .taking(RESPONSE_ID)
                .failingIn(EnumSet.of(Step.RESPONSE, Step.CANCELLATION, Step.STORE)));
    this.operations =
        Stream.of(
                conversations,
                sessions.operations(),
                activity.operations(),
                management.operations(),
                gateway.operations())
            .flatMap(List::stream)
            .toList();
  }

  static Parameter query(String name, String description) {
    return new Parameter(Place.QUERY, name, description);
  }

  private static Parameter header(String name, String description) {
    return new Parameter(Place.HEADER, name, description);
  }

  private void describe(Exchange exchange, Caller caller) throws IOException {
    exchange.answer(HttpServletResponse.SC_OK, OpenApi.document(operations));
  }

  private static Route open(Method method, String path, Route.OpenEndpoint endpoint) {
    return new Route(method, path, new Access.Open(endpoint));
  }

  static Route guarded(Method method, String path, Scope scope, Route.GuardedEndpoint endpoint) {
    return new Route(method, path, new Access.Guarded(scope, endpoint));
  }

  /** The operations as they are documented. */
  List<Operation> operations() {
    return operations;
  }

  /**
   * Everything that is served: each operation, with and without {@code /v1}, each GET as HEAD too,
   * and OPTIONS for each path.
   */
  List<Route> served() {
    List<Route> served = new ArrayList<>();
    Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
    for (Operation operation : operations) {
      Route route = operation.route();
      for (String path : spellings(route.path())) {
        for (Method method : answered(route.method())) {
          served.add(new Route(method, path, route.access()));
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
