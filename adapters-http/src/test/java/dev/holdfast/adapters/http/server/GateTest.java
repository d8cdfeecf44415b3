package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.HttpSettings;
import dev.holdfast.ports.in.Readiness;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Only who may comes in")
class GateTest {

  private static final HttpSettings OPENED =
      new HttpSettings(
          InetAddress.getLoopbackAddress(),
          0,
          List.of("gateway.example"),
          List.of("https://app.example"),
          List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "localhost:18790",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.1.2.3",
        "[::1]",
        "[::1]:18790",
        "gateway.example",
        "Gateway.Example:443"
      })
  void under_the_names_the_gateway_goes_by(String host) {
    try (TestGateway gateway = TestGateway.start(OPENED)) {
      assertThat(health(host).send(gateway).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "[::2]",
        "gateway.example.evil",
        "localhost.",
        "1.2.3.4.5",
        "[fe80::1%eth0]"
      })
  void and_under_no_other(String host) {
    try (TestGateway gateway = TestGateway.start(OPENED)) {
      RawResponse response = health(host).send(gateway);

      assertThat(response.status()).isEqualTo(421);
      assertThat(response.error().path("code").stringValue()).isEqualTo("host_not_allowed");
      assertThat(response.body()).doesNotContain("evil");
    }
  }

  @Test
  void the_host_counts_for_paths_that_do_not_exist_too() {
    try (TestGateway gateway = TestGateway.start()) {
      TestRequest request = TestRequest.get("/nope").without("Host").header("Host", "evil.example");

      assertThat(request.send(gateway).status()).isEqualTo(421);
    }
  }

  @Test
  void the_host_of_an_absolute_request_line_counts() {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response = TestRequest.get("http://evil.example/health").send(gateway);

      assertThat(response.status()).isIn(400, 421);
    }
  }

  @Test
  void an_attempt_to_change_the_protocol_is_a_request_like_any_other() {
    try (TestGateway gateway = TestGateway.start()) {
      TestRequest upgrade =
          TestRequest.get("/v1/models")
              .header("Connection", "Upgrade")
              .header("Upgrade", "websocket")
              .header("Sec-WebSocket-Version", "13")
              .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");

      assertThat(upgrade.send(gateway).status()).isEqualTo(401);
      assertThat(upgrade.without("Host").header("Host", "evil.example").send(gateway).status())
          .isEqualTo(421);
    }
  }

  @Test
  void a_page_of_a_configured_origin_may_read_the_answer() {
    try (TestGateway gateway = TestGateway.start(OPENED)) {
      RawResponse response =
          TestRequest.get("/health").header("Origin", "https://app.example").send(gateway);

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("access-control-allow-origin")).isEqualTo("https://app.example");
      assertThat(response.header("vary")).isEqualTo("Origin");
      assertThat(response.header("access-control-expose-headers").split(", "))
          .contains("x-request-id", "x-holdfast-session-id", "retry-after-ms", "x-should-retry");
    }
  }

  @Test
  void answers_differ_by_origin_where_origins_are_configured() {
    try (TestGateway gateway = TestGateway.start(OPENED)) {
      RawResponse response = TestRequest.get("/health").send(gateway);

      assertThat(response.header("vary")).isEqualTo("Origin");
      assertThat(response.header("access-control-allow-origin")).isEmpty();
    }
  }

  @Test
  void a_page_the_gateway_served_itself_may_call() {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response =
          health("localhost:18790").header("Origin", "http://localhost:18790").send(gateway);

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("access-control-allow-origin")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example:8443",
        "http://app.example",
        "https://app.example.evil",
        "http://localhost:3000",
        "https://localhost:18790",
        "null"
      })
  void pages_of_other_origins_may_not(String origin) {
    try (TestGateway gateway = TestGateway.start(OPENED)) {
      RawResponse response = health("localhost:18790").header("Origin", origin).send(gateway);

      assertThat(response.status()).isEqualTo(403);
      assertThat(response.error().path("code").stringValue()).isEqualTo("origin_not_allowed");
      assertThat(response.header("access-control-allow-origin")).isEmpty();
    }
  }

  @Test
  void a_page_under_a_configured_host_is_another_origin_unless_it_is_configured() {
    try (TestGateway gateway = TestGateway.start(OPENED)) {
      RawResponse response =
          health("gateway.example").header("Origin", "http://gateway.example").send(gateway);

      assertThat(response.status()).isEqualTo(403);
    }
  }

  @Test
  void a_browsers_question_is_answered_without_a_token() {
    try (TestGateway gateway = TestGateway.start(OPENED)) {
      RawResponse response =
          preflight("https://app.example")
              .header("Access-Control-Request-Headers", "authorization, x-holdfast-session-key")
              .send(gateway);

      assertThat(response.status()).isEqualTo(204);
      assertThat(response.header("access-control-allow-origin")).isEqualTo("https://app.example");
      assertThat(response.header("access-control-allow-methods")).isEqualTo("OPTIONS, POST");
      assertThat(response.header("access-control-allow-headers"))
          .isEqualTo("authorization, x-holdfast-session-key");
      assertThat(response.header("access-control-max-age")).isEqualTo("600");
      assertThat(response.header("vary")).isEqualTo("Origin, Access-Control-Request-Headers");
      assertThat(gateway.authentications()).isZero();
    }
  }

  @Test
  void a_browsers_question_from_elsewhere_is_refused() {
    try (TestGateway gateway = TestGateway.start(OPENED)) {
      assertThat(preflight("https://evil.example").send(gateway).status()).isEqualTo(403);
    }
  }

  @Test
  void options_without_an_origin_tells_the_methods() {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response = TestRequest.of("OPTIONS", "/v1/models").send(gateway);

      assertThat(response.status()).isEqualTo(204);
      assertThat(response.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
      assertThat(response.headers()).doesNotContainKey("access-control-allow-methods");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer token-read",
        "authorization: bearer token-read",
        "Authorization: BEARER   token-read ",
        "api-key: token-read",
        "API-Key: token-read"
      })
  void with_a_token_in_either_header(String line) {
    try (TestGateway gateway = TestGateway.start()) {
      String[] header = line.split(": ", 2);

      assertThat(TestRequest.get("/v1/models").header(header[0], header[1]).send(gateway).status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_scheme_of_another_kind_leaves_the_other_header_to_speak() {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response =
          TestRequest.get("/v1/models")
              .header("Authorization", "Basic dXNlcjpwYXNz")
              .header("api-key", TestGateway.READ_TOKEN)
              .send(gateway);

      assertThat(response.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models?api_key=token-read",
        "/v1/models?access_token=token-read",
        "/v1/models?token=token-read"
      })
  void never_with_a_token_in_the_url(String path) {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response = TestRequest.get(path).send(gateway);

      assertThat(response.status()).isEqualTo(401);
      assertThat(response.header("www-authenticate")).isEqualTo("Bearer");
      assertThat(gateway.authentications()).isZero();
    }
  }

  @Test
  void a_missing_token_is_no_guess_and_never_shuts_out() {
    try (TestGateway gateway = TestGateway.start()) {
      for (int request = 0; request <= FailureLimit.MAX_FAILURES; request++) {
        TestRequest.get("/v1/models").send(gateway);
      }

      assertThat(TestRequest.get("/v1/models").token(TestGateway.READ_TOKEN).send(gateway).status())
          .isEqualTo(200);
    }
  }

  @Test
  void whoever_guessed_too_often_is_shut_out_before_another_token_is_compared() {
    try (TestGateway gateway = TestGateway.start()) {
      for (int request = 0; request < FailureLimit.MAX_FAILURES; request++) {
        assertThat(TestRequest.get("/v1/models").token("wrong").send(gateway).status())
            .isEqualTo(401);
      }
      int compared = gateway.authentications();

      RawResponse response =
          TestRequest.get("/v1/models").token(TestGateway.READ_TOKEN).send(gateway);

      assertThat(response.status()).isEqualTo(429);
      assertThat(response.header("retry-after")).isEqualTo("60");
      assertThat(response.error().path("message").stringValue()).contains(" for 60 s.");
      assertThat(response.header("x-should-retry")).isEqualTo("false");
      assertThat(gateway.authentications()).isEqualTo(compared);
      assertThat(TestRequest.get("/health").send(gateway).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"STARTING", "STOPPING"})
  void nobody_while_the_gateway_starts_or_stops_and_no_token_is_looked_at(String state) {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.become(Readiness.State.valueOf(state));

      RawResponse models = TestRequest.get("/v1/models").token("wrong").send(gateway);

      assertThat(models.status()).isEqualTo(503);
      assertThat(models.header("retry-after")).isNotEmpty();
      assertThat(TestRequest.chat(TestRequest.HELLO).send(gateway).status()).isEqualTo(503);
      assertThat(TestRequest.get("/health").send(gateway).status()).isEqualTo(200);
      assertThat(TestRequest.get("/readyz").send(gateway).status()).isEqualTo(503);
      assertThat(gateway.authentications()).isZero();
      assertThat(gateway.conversations().requests()).isEmpty();
    }
  }

  @Test
  void everybody_while_only_new_turns_are_impossible() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.become(Readiness.State.OUT_OF_SPACE);

      assertThat(TestRequest.get("/v1/models").token(TestGateway.READ_TOKEN).send(gateway).status())
          .isEqualTo(200);
    }
  }

  private static TestRequest health(String host) {
    return TestRequest.get("/health").without("Host").header("Host", host);
  }

  private static TestRequest preflight(String origin) {
    return TestRequest.of("OPTIONS", "/v1/chat/completions")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST");
  }
}
