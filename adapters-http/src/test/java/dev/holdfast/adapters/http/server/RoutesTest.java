package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.server.Route.Access;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.in.Responses.Cancellation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Each operation has its path, its methods and the scope it needs")
class RoutesTest {

  private static final String OPEN = "nothing";

  /** What each operation needs; an operation that is added must be decided about here. */
  private static final Map<String, String> NEEDS =
      Map.ofEntries(
          Map.entry("GET /health", OPEN),
          Map.entry("GET /readyz", OPEN),
          Map.entry("GET /api/identity", OPEN),
          Map.entry("GET /openapi.json", "READ"),
          Map.entry("GET /metrics", "READ"),
          Map.entry("GET /v1/models", "READ"),
          Map.entry("GET /v1/models/<id>", "READ"),
          Map.entry("POST /v1/chat/completions", "WRITE"),
          Map.entry("POST /v1/responses", "WRITE"),
          Map.entry("GET /v1/responses/{id}", "READ"),
          Map.entry("DELETE /v1/responses/{id}", "WRITE"),
          Map.entry("GET /v1/responses/{id}/input_items", "READ"),
          Map.entry("POST /v1/responses/{id}/cancel", "WRITE"),
          Map.entry("GET /api/turns", "READ"),
          Map.entry("GET /api/turns/stuck", "READ"),
          Map.entry("POST /api/turns/recover", "ADMIN"),
          Map.entry("GET /api/turns/{id}", "READ"),
          Map.entry("POST /api/turns/{id}/abort", "WRITE"),
          Map.entry("GET /api/events", "READ"),
          Map.entry("GET /api/sessions", "READ"),
          Map.entry("GET /api/sessions/{key}", "READ"),
          Map.entry("PATCH /api/sessions/{key}", "WRITE"),
          Map.entry("POST /api/sessions/{key}/reset", "WRITE"),
          Map.entry("DELETE /api/sessions/{key}", "ADMIN"),
          Map.entry("GET /api/archives", "READ"),
          Map.entry("POST /api/archives/{id}/restore", "ADMIN"),
          Map.entry("GET /api/tokens", "ADMIN"),
          Map.entry("POST /api/tokens", "ADMIN"),
          Map.entry("POST /api/tokens/{id}/rotate", "ADMIN"),
          Map.entry("DELETE /api/tokens/{id}", "ADMIN"),
          Map.entry("GET /api/gateway", "READ"),
          Map.entry("POST /api/gateway/drain", "ADMIN"),
          Map.entry("POST /api/gateway/stop", "ADMIN"),
          Map.entry("POST /api/gateway/restart", "ADMIN"),
          Map.entry("GET /api/gateway/restart", "ADMIN"),
          Map.entry("POST /api/gateway/reload", "ADMIN"),
          Map.entry("GET /api/gateway/reload", "ADMIN"),
          Map.entry("GET /api/log/level", "ADMIN"),
          Map.entry("PUT /api/log/level", "ADMIN"),
          Map.entry("GET /api/audit", "ADMIN"));

  @Test
  void the_table_of_scopes_is_the_table_of_operations() {
    try (TestGateway gateway = TestGateway.start()) {
      Map<String, String> needed = new TreeMap<>();
      for (Operation operation : gateway.routes().operations()) {
        Route route = operation.route();
        String scope =
            switch (route.access()) {
              case Access.Open _ -> OPEN;
              case Access.Guarded(Scope needs, _) -> needs.name();
            };
        needed.put(route.method() + " " + route.path(), scope);
      }

      assertThat(needed).isEqualTo(new TreeMap<>(NEEDS));
    }
  }

  @Test
  void whatever_is_served_needs_a_token_of_its_scope_and_a_higher_one_will_do() {
    Map<Scope, String> tokens =
        Map.of(
            Scope.READ, TestGateway.READ_TOKEN,
            Scope.WRITE, TestGateway.WRITE_TOKEN,
            Scope.ADMIN, TestGateway.ADMIN_TOKEN);
    try (TestGateway gateway = TestGateway.start()) {
      gateway.conversations().play(Scenes.saying("Hello"));
      for (Route route : gateway.routes().served()) {
        if (route.access() instanceof Access.Guarded(Scope needed, _)) {
          TestRequest request = request(route);
          assertThat(request.send(gateway).status()).as(route.toString()).isEqualTo(401);
          for (Scope scope : Scope.values()) {
            gateway.responses().put("m", KeptSamples.answered("m"));
            gateway.responses().put("m", new Cancellation.Ended(KeptSamples.answered("m")));
            assertThat(request.token(tokens.get(scope)).send(gateway).status())
                .as(route + " with " + scope)
                .isEqualTo(scope.permits(needed) ? 200 : 403);
          }
        }
      }
    }
  }

  @Test
  void a_wrong_method_gets_405_with_the_right_ones_on_every_path() {
    try (TestGateway gateway = TestGateway.start()) {
      List<Route> served = gateway.routes().served();
      for (String path : served.stream().map(RoutesTest::anyPath).distinct().toList()) {
        Set<String> allowed = methodsOf(path, served);
        for (String wrong : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")) {
          if (!allowed.contains(wrong)) {
            RawResponse response = TestRequest.of(wrong, path).send(gateway);
            assertThat(response.status()).as(wrong + " " + path).isEqualTo(405);
            assertThat(response.header("allow").split(", "))
                .containsExactlyInAnyOrderElementsOf(allowed);
            assertThat(response.error().path("code").stringValue()).isEqualTo("method_not_allowed");
          }
        }
      }
    }
  }

  private static String anyPath(Route route) {
    return route.path().replaceFirst("[<{](id|key)[>}]", "m");
  }

  /** A path may fit what others leave open, too. */
  private static Set<String> methodsOf(String path, List<Route> served) {
    return served.stream()
        .filter(route -> path.matches(route.path().replaceFirst("[<{](id|key)[>}]", "[^/]+")))
        .map(route -> route.method().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_browser_that_asks_for_a_page_gets_json_too() {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response =
          TestRequest.of("PUT", "/health").header("Accept", "text/html,*/*").send(gateway);

      assertThat(response.status()).isEqualTo(405);
      assertThat(response.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
      assertThat(response.header("content-type")).isEqualTo("application/json");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/",
        "/v1/completions",
        "/v2/models",
        "/health/x",
        "/V1/models",
        "/v1//models",
        "/v1/v1/models",
        "/v1/chat"
      })
  void an_unknown_path_gets_404_with_a_hint_at_the_base_url(String path) {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response = TestRequest.get(path).send(gateway);

      assertThat(response.status()).isEqualTo(404);
      assertThat(response.error().path("code").stringValue()).isEqualTo("unknown_url");
      assertThat(response.error().path("message").stringValue()).contains("/v1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models/openai/gpt-5.5",
        "/v1/models/openai%2Fgpt-5.5",
        "/v1/models/openai%2fgpt-5.5",
        "/models/openai/gpt-5.5",
        "/models/openai%2Fgpt-5.5",
        "/v1/models/openai/gpt-5.5/",
        "/v1/models/openai/gpt-5.5?x=1"
      })
  void a_model_is_found_however_its_name_is_written_into_the_path(String path) {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response = TestRequest.get(path).token(TestGateway.READ_TOKEN).send(gateway);

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.json().path("id").stringValue()).isEqualTo("openai/gpt-5.5");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models/%zz",
        "/v1/models/%ff",
        "/v1/models/%00",
        "/v1/models/%u0041",
        "/v1/models/%2e%2e/health",
        "/v1/models/a\\b",
        "/v1/models/\u263a"
      })
  void a_path_that_can_be_read_in_two_ways_is_refused_as_json(String path) {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response = TestRequest.get(path).token(TestGateway.READ_TOKEN).send(gateway);

      assertThat(response.status()).isEqualTo(400);
      assertThat(response.error().path("code").stringValue()).isEqualTo("bad_request");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/models", "/v1/models/", "/models", "/models/", "/v1/models?limit=2"})
  void models_are_listed_with_and_without_version_and_trailing_slash(String path) {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response = TestRequest.get(path).token(TestGateway.READ_TOKEN).send(gateway);

      assertThat(response.json().path("data")).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/chat/completions",
        "/v1/chat/completions/",
        "/chat/completions",
        "/chat/completions/"
      })
  void completions_are_made_with_and_without_version_and_trailing_slash(String path) {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.conversations().play(Scenes.saying("Hello"));
      TestRequest request =
          TestRequest.of("POST", path).token(TestGateway.WRITE_TOKEN).json(TestRequest.HELLO);

      assertThat(request.send(gateway).status()).isEqualTo(200);
    }
  }

  @Test
  void head_answers_like_get_without_a_body() {
    try (TestGateway gateway = TestGateway.start()) {
      for (String path : List.of("/health", "/readyz", "/v1/models", "/models/holdfast/main")) {
        RawResponse get = TestRequest.of("GET", path).token(TestGateway.READ_TOKEN).send(gateway);
        RawResponse head = TestRequest.of("HEAD", path).token(TestGateway.READ_TOKEN).send(gateway);

        assertThat(head.status()).isEqualTo(get.status()).isEqualTo(200);
        assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
      }
    }
  }

  @Test
  void head_of_something_that_needs_a_token_needs_one_too() throws Exception {
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      connection.send(TestRequest.of("HEAD", "/v1/models").bytes());
      assertThat(connection.receiveHead().status()).isEqualTo(401);

      connection.send(TestRequest.get("/health").bytes());
      assertThat(connection.receive().body()).isEqualTo("{\"status\":\"ok\"}");
    }
  }

  @Test
  void readiness_tells_details_to_callers_with_a_token_only() {
    try (TestGateway gateway = TestGateway.start()) {
      TestRequest readyz = TestRequest.get("/readyz");

      assertThat(readyz.send(gateway).body()).isEqualTo("{\"status\":\"ready\"}");
      assertThat(readyz.token(TestGateway.READ_TOKEN).send(gateway).body())
          .isEqualTo("{\"status\":\"ready\",\"details\":{\"durability\":\"full\"}}");
      assertThat(readyz.token("wrong").send(gateway).status()).isEqualTo(401);
      gateway.become(Readiness.State.STARTING);
      assertThat(readyz.token(TestGateway.READ_TOKEN).send(gateway).json().has("details"))
          .isFalse();
      gateway.become(Readiness.State.STOPPING);
      RawResponse draining = readyz.token(TestGateway.READ_TOKEN).send(gateway);
      assertThat(draining.status()).isEqualTo(503);
      assertThat(draining.json().path("details").path("durability").stringValue())
          .isEqualTo("full");
    }
  }

  @Test
  void a_request_id_is_kept_if_it_is_one_and_made_otherwise() {
    try (TestGateway gateway = TestGateway.start()) {
      TestRequest health = TestRequest.get("/health");

      assertThat(health.header("x-request-id", "a-1").send(gateway).header("x-request-id"))
          .isEqualTo("a-1");
      assertThat(health.send(gateway).header("x-request-id")).isEqualTo("request-1");
      assertThat(
              health.header("x-request-id", "x".repeat(129)).send(gateway).header("x-request-id"))
          .isEqualTo("request-2");
      assertThat(health.header("x-request-id", "a b").send(gateway).header("x-request-id"))
          .isEqualTo("request-3");
    }
  }

  private static TestRequest request(Route route) {
    String path =
        route.path().replace("<id>", "holdfast/main").replace("{id}", "m").replace("{key}", "m");
    TestRequest request = TestRequest.of(route.method().name(), path);
    if (path.endsWith("/chat/completions")) {
      return request.json(TestRequest.HELLO);
    }
    if (path.endsWith("/responses")) {
      return request.json(TestRequest.ASK);
    }
    if (route.method() == Route.Method.PUT) {
      return request.json(TestRequest.LEVEL);
    }
    if (route.method() == Route.Method.PATCH) {
      return request.json(TestRequest.PATCH);
    }
    return route.method() == Route.Method.POST && path.equals("/api/tokens")
        ? request.json(TestRequest.TOKEN)
        : request;
  }
}
