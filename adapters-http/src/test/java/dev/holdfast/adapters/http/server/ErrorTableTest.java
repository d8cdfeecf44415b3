package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every cause of an error is told as its row says")
class ErrorTableTest {

  /** What a client must see: cause, status, type, code, param, and what is said about retries. */
  private static final String REFUSALS =
      """
      SESSION_KEY_MALFORMED       400 invalid_request_error session_key_malformed       x-holdfast-session-key -
      SESSION_KEY_TOO_LONG        400 invalid_request_error session_key_too_long        x-holdfast-session-key -
      SESSION_KEY_RESERVED        400 invalid_request_error session_key_reserved        x-holdfast-session-key -
      SESSION_KEY_AGENT_MISMATCH  400 invalid_request_error session_key_agent_mismatch  x-holdfast-session-key -
      SESSION_NOT_FOUND           404 invalid_request_error session_not_found           - -
      SESSION_REQUIRED            400 invalid_request_error session_required            x-holdfast-session-key -
      AGENT_UNKNOWN               404 invalid_request_error agent_not_found             - -
      AGENT_UNAVAILABLE           503 server_error          agent_unavailable           - pointless
      MODEL_NOT_FOUND             404 invalid_request_error model_not_found             model -
      RUNTIME_UNAVAILABLE         503 server_error          runtime_unavailable         - pointless
      ROUTE_UNRESOLVED            409 invalid_request_error route_unresolved            - pointless
      NO_NEW_INPUT                400 invalid_request_error no_new_input                messages -
      TOOL_RESULT_UNKNOWN         400 invalid_request_error tool_result_unknown         messages -
      TOOL_RESULTS_MISSING        400 invalid_request_error tool_results_missing        messages -
      TOOL_CALL_SUPERSEDED        400 invalid_request_error tool_call_superseded        messages -
      UNSUPPORTED_PARAMETER       400 invalid_request_error unsupported_parameter       - -
      CONTEXT_LENGTH_EXCEEDED     400 invalid_request_error context_length_exceeded     messages -
      SESSION_QUEUE_FULL          429 rate_limit_error      session_queue_full          - soon
      INSUFFICIENT_SCOPE          403 invalid_request_error insufficient_scope          - -
      STORAGE_FULL                507 server_error          storage_full                - pointless
      STORE_UNAVAILABLE           503 server_error          store_unavailable           - soon
      SHUTTING_DOWN               503 server_error          shutting_down               - soon
      CALLER_GONE                 409 invalid_request_error caller_gone                 - pointless
      """;

  private static final String FAILURES =
      """
      UPSTREAM_REJECTED        400 invalid_request_error upstream_rejected       - -
      UPSTREAM_CONTEXT_LENGTH  400 invalid_request_error context_length_exceeded messages -
      UPSTREAM_MODEL_NOT_FOUND 404 invalid_request_error model_not_found         model -
      UPSTREAM_AUTH_FAILED     502 server_error          upstream_auth_failed    - pointless
      UPSTREAM_RATE_LIMITED    429 rate_limit_error      rate_limit_exceeded     - -
      UPSTREAM_QUOTA_EXCEEDED  429 rate_limit_error      insufficient_quota      - pointless
      UPSTREAM_TIMED_OUT       504 server_error          upstream_timeout        - -
      UPSTREAM_UNREACHABLE     502 server_error          upstream_unreachable    - -
      UPSTREAM_ERROR           502 server_error          upstream_error          - -
      UPSTREAM_BROKEN_OFF      502 server_error          upstream_broken_off     - -
      UPSTREAM_INVALID_ANSWER  502 server_error          upstream_invalid_answer - -
      TURN_TIMED_OUT           504 server_error          turn_timeout            - pointless
      STORAGE_FAILED           500 server_error          storage_failed          - -
      SHUTDOWN                 503 server_error          shutting_down           - soon
      INTERNAL                 500 server_error          internal_error          - -
      """;

  private static final String FAULTS =
      """
      TOKEN_MISSING         401 invalid_request_error invalid_api_key            - -
      TOKEN_UNKNOWN         401 invalid_request_error invalid_api_key            - -
      TOO_MANY_FAILURES     429 rate_limit_error      too_many_failures          - pointless
      INSUFFICIENT_SCOPE    403 invalid_request_error insufficient_scope         - -
      HOST_NOT_ALLOWED      421 invalid_request_error host_not_allowed           host -
      ORIGIN_NOT_ALLOWED    403 invalid_request_error origin_not_allowed         origin -
      UNKNOWN_URL           404 invalid_request_error unknown_url                - -
      METHOD_NOT_ALLOWED    405 invalid_request_error method_not_allowed         - -
      BODY_NOT_JSON         415 invalid_request_error unsupported_media_type     content-type -
      BODY_TOO_LARGE        413 invalid_request_error body_too_large             - -
      BODY_TOO_SLOW         408 invalid_request_error body_timeout               - -
      BODIES_IN_FLIGHT      503 server_error          too_many_bodies            - soon
      MALFORMED_JSON        400 invalid_request_error invalid_json               - -
      DUPLICATE_MEMBER      400 invalid_request_error duplicate_member           - -
      INVALID_TYPE          400 invalid_request_error invalid_type               temperature -
      INVALID_VALUE         400 invalid_request_error invalid_value              n -
      MISSING_PARAMETER     400 invalid_request_error missing_required_parameter model -
      INVALID_HEADER        400 invalid_request_error invalid_header             x-holdfast-history -
      CONFLICTING_HEADERS   400 invalid_request_error conflicting_headers        x-holdfast-session-key -
      UNSUPPORTED_PARAMETER 400 invalid_request_error unsupported_parameter      conversation -
      UNSUPPORTED_TOOL      400 invalid_request_error unsupported_tool           tools[0].type -
      MODEL_NOT_FOUND       404 invalid_request_error model_not_found            model -
      STARTING              503 server_error          starting                   - soon
      DRAINING              503 server_error          shutting_down              - soon
      OUT_OF_SPACE          503 server_error          storage_full               - pointless
      STORE_NOT_ANSWERING   503 server_error          store_unavailable          - soon
      CALLER_GONE           409 invalid_request_error caller_gone                - pointless
      BAD_REQUEST           400 invalid_request_error bad_request                - -
      HEADERS_TOO_LARGE     431 invalid_request_error headers_too_large          - -
      INTERNAL              500 server_error          internal_error             - -
      """;

  /** Bounds so narrow that each can be reached by one request. */
  private static final ServerLimits NARROW =
      new ServerLimits(
          ServerLimits.STANDARD.connections(),
          30_000,
          20_480,
          Duration.ofMillis(50),
          ServerLimits.STANDARD.keepAlive(),
          ServerLimits.STANDARD.callerTakesNothing());

  /** One line of a table. */
  private record Expected(
      String cause, int status, String type, String code, String param, String retry) {

    static Expected of(String line) {
      String[] words = line.split(" +");
      return new Expected(
          words[0], Integer.parseInt(words[1]), words[2], words[3], words[4], words[5]);
    }
  }

  @Test
  void a_turn_that_is_refused() {
    Map<String, Expected> table = table(REFUSALS, RefusalReason.values());
    try (TestGateway gateway = TestGateway.start()) {
      for (RefusalReason reason : RefusalReason.values()) {
        gateway.conversations().play(Scenes.refusing(Refusal.of(reason, "What was wrong.")));

        for (String body : List.of(TestRequest.HELLO, TestRequest.HELLO_STREAMED)) {
          RawResponse response = TestRequest.chat(body).send(gateway);

          check(response, table.get(reason.name()));
          assertThat(response.error().path("message").stringValue()).isEqualTo("What was wrong.");
        }
      }
    }
  }

  @Test
  void a_turn_that_failed() {
    Map<String, Expected> table = table(FAILURES, FailureCause.values());
    try (TestGateway gateway = TestGateway.start()) {
      for (FailureCause cause : FailureCause.values()) {
        gateway.conversations().play(Scenes.failing(TurnFailure.of(cause, "What happened.")));

        for (String body : List.of(TestRequest.HELLO, TestRequest.HELLO_STREAMED)) {
          RawResponse response = TestRequest.chat(body).send(gateway);

          check(response, table.get(cause.name()));
          assertThat(response.header("x-holdfast-turn-id")).isEqualTo("turn-1");
        }
      }
    }
  }

  @Test
  void a_request_that_is_turned_down() throws Exception {
    Map<String, Expected> table = table(FAULTS, RequestFault.values());
    for (RequestFault fault : RequestFault.values()) {
      check(provoked(fault), table.get(fault.name()));
    }
  }

  @Test
  void a_parameter_that_the_cause_names_is_told_instead_of_the_rows() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              Scenes.refusing(
                  new Refusal(RefusalReason.UNSUPPORTED_PARAMETER, "Not that.", "audio")));

      assertThat(
              TestRequest.chat(TestRequest.HELLO).send(gateway).error().path("param").stringValue())
          .isEqualTo("audio");
    }
  }

  @Test
  void the_time_an_upstream_asked_for_is_passed_on_rounded_up_to_seconds() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              Scenes.failing(
                  new TurnFailure(
                      FailureCause.UPSTREAM_RATE_LIMITED, "Slow down.", Duration.ofMillis(2_500))));

      RawResponse response = TestRequest.chat(TestRequest.HELLO).send(gateway);

      assertThat(response.header("retry-after")).isEqualTo("3");
      assertThat(response.header("retry-after-ms")).isEqualTo("2500");
    }
  }

  private static void check(RawResponse response, Expected expected) {
    assertThat(response.status()).as(expected.cause()).isEqualTo(expected.status());
    assertThat(response.header("content-type")).isEqualTo("application/json");
    assertThat(response.json().path("error").propertyNames())
        .containsExactly("message", "type", "param", "code");
    assertThat(response.error().path("message").stringValue()).isNotBlank();
    assertThat(response.error().path("type").stringValue()).isEqualTo(expected.type());
    assertThat(response.error().path("code").stringValue()).isEqualTo(expected.code());
    assertThat(response.error().path("param").asString("-"))
        .as(expected.cause())
        .isEqualTo(expected.param());
    assertThat(response.header("x-should-retry"))
        .as(expected.cause())
        .isEqualTo(expected.retry().equals("pointless") ? "false" : "");
    if (expected.retry().equals("soon")) {
      int millis = Integer.parseInt(response.header("retry-after-ms"));
      assertThat(millis).isBetween(1_000, 8_000);
      assertThat(response.header("retry-after")).isEqualTo("" + Math.ceilDiv(millis, 1_000));
    }
  }

  private static Map<String, Expected> table(String lines, Enum<?>[] causes) {
    Map<String, Expected> table =
        lines
            .lines()
            .map(Expected::of)
            .collect(Collectors.toMap(Expected::cause, Function.identity()));
    assertThat(table.keySet())
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(causes).map(Enum::name).toList());
    return table;
  }

  private static RawResponse provoked(RequestFault fault) throws IOException {
    try (TestGateway gateway = TestGateway.start(NARROW)) {
      RawResponse response = provoked(fault, gateway);
      assertThat(TestRequest.get("/health").send(gateway).status()).isEqualTo(200);
      return response;
    }
  }

  private static RawResponse provoked(RequestFault fault, TestGateway gateway) throws IOException {
    return switch (fault) {
      case TOKEN_MISSING -> TestRequest.get("/v1/models").send(gateway);
      case TOKEN_UNKNOWN -> TestRequest.get("/v1/models").token("wrong").send(gateway);
      case TOO_MANY_FAILURES -> afterTooManyFailures(gateway);
      case INSUFFICIENT_SCOPE ->
          TestRequest.chat(TestRequest.HELLO)
              .without("Authorization")
              .token(TestGateway.READ_TOKEN)
              .send(gateway);
      case HOST_NOT_ALLOWED ->
          TestRequest.get("/health").without("Host").header("Host", "evil.example").send(gateway);
      case ORIGIN_NOT_ALLOWED ->
          TestRequest.get("/health").header("Origin", "http://evil.example").send(gateway);
      case UNKNOWN_URL -> TestRequest.get("/v2").send(gateway);
      case METHOD_NOT_ALLOWED -> TestRequest.of("PUT", "/health").send(gateway);
      case BODY_NOT_JSON -> chat().body("text/plain", TestRequest.HELLO.getBytes()).send(gateway);
      case BODY_TOO_LARGE -> chat().json(" ".repeat(30_001)).send(gateway);
      case BODY_TOO_SLOW -> trickling(gateway);
      case BODIES_IN_FLIGHT -> chat().json(" ".repeat(25_000)).send(gateway);
      case MALFORMED_JSON -> chat().json("{\"model\":").send(gateway);
      case DUPLICATE_MEMBER -> chat().json("{\"model\":\"a\",\"model\":\"a\"}").send(gateway);
      case INVALID_TYPE -> chat().json("{\"temperature\":\"hot\"}").send(gateway);
      case INVALID_VALUE -> chat().json("{\"n\":0}").send(gateway);
      case MISSING_PARAMETER -> chat().json("{\"messages\":[]}").send(gateway);
      case INVALID_HEADER ->
          chat().header("x-holdfast-history", "none").json(TestRequest.HELLO).send(gateway);
      case CONFLICTING_HEADERS ->
          chat()
              .header("x-holdfast-session-key", "a")
              .header("x-openclaw-session-key", "b")
              .json(TestRequest.HELLO)
              .send(gateway);
      case UNSUPPORTED_PARAMETER -> chat().json("{\"conversation\":\"c\"}").send(gateway);
      case UNSUPPORTED_TOOL -> chat().json("{\"tools\":[{\"type\":\"web_search\"}]}").send(gateway);
      case MODEL_NOT_FOUND ->
          TestRequest.get("/v1/models/none").token(TestGateway.READ_TOKEN).send(gateway);
      case STARTING -> whileIn(gateway, Readiness.State.STARTING, "/v1/models");
      case DRAINING -> whileIn(gateway, Readiness.State.DRAINING, "/v1/models");
      case OUT_OF_SPACE -> whileIn(gateway, Readiness.State.OUT_OF_SPACE, "/readyz");
      case STORE_NOT_ANSWERING -> whileIn(gateway, Readiness.State.STORE_NOT_ANSWERING, "/readyz");
      case CALLER_GONE -> {
        gateway
            .conversations()
            .play((request, observer, gone) -> new TurnOutcome.Cancelled(Scenes.facts(request)));
        yield chat().json(TestRequest.HELLO).send(gateway);
      }
      case BAD_REQUEST -> TestRequest.of("GET", "no-slash").send(gateway);
      case HEADERS_TOO_LARGE ->
          TestRequest.get("/health").header("x-long", "x".repeat(20_000)).send(gateway);
      case INTERNAL -> chat().json(TestRequest.HELLO).send(gateway);
    };
  }

  private static TestRequest chat() {
    return TestRequest.of("POST", "/v1/chat/completions").token(TestGateway.WRITE_TOKEN);
  }

  private static RawResponse whileIn(TestGateway gateway, Readiness.State state, String path) {
    gateway.become(state);
    return TestRequest.get(path).send(gateway);
  }

  private static RawResponse afterTooManyFailures(TestGateway gateway) {
    for (int failure = 0; failure < FailureLimit.MAX_FAILURES; failure++) {
      TestRequest.get("/v1/models").token("wrong").send(gateway);
    }
    return TestRequest.get("/v1/models").token(TestGateway.READ_TOKEN).send(gateway);
  }

  /** Sends single bytes until the answer is there. */
  private static RawResponse trickling(TestGateway gateway) throws IOException {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          chat()
              .header("Content-Type", "application/json")
              .header("Transfer-Encoding", "chunked")
              .bytes());
      while (!connection.hasAnswer(Duration.ofMillis(5))) {
        connection.send("1\r\n \r\n");
      }
      return connection.receive();
    }
  }
}
