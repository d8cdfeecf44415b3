package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.Readiness;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The process of the gateway and its log over HTTP")
class GatewayManagementTest {

  private final TestGateway gateway = TestGateway.start();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void it_tells_how_it_stands_and_what_a_restart_would_change() {
    RawResponse response =
        TestRequest.get("/api/gateway").token(TestGateway.READ_TOKEN).send(gateway);

    assertThat(response.status()).isEqualTo(200);
    JsonNode json = response.json();
    assertThat(json.path("state").stringValue()).isEqualTo("serving");
    assertThat(json.path("turns_running").intValue()).isEqualTo(2);
    assertThat(json.path("turns_waiting").intValue()).isEqualTo(1);
    assertThat(json.path("serving_since").stringValue()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(json.path("store_id").stringValue()).isEqualTo("store-1");
    assertThat(json.at("/configuration/needs_restart/0").stringValue()).isEqualTo("gateway.port");
  }

  @Test
  void it_is_drained_and_that_is_undone() {
    RawResponse drained = post("/api/gateway/drain").send(gateway);
    RawResponse undone = post("/api/gateway/drain").json("{\"off\":true}").send(gateway);

    assertThat(drained.json().path("state").stringValue()).isEqualTo("draining");
    assertThat(undone.json().path("state").stringValue()).isEqualTo("serving");
    assertThat(gateway.control().asked).containsExactly("drain in r-1", "undrain in r-1");
  }

  @Test
  void it_answers_before_it_stops_or_starts_anew() {
    assertThat(post("/api/gateway/stop").send(gateway).status()).isEqualTo(200);
    RawResponse restart = post("/api/gateway/restart").send(gateway);

    assertThat(restart.json().path("restarting").booleanValue()).isTrue();
    assertThat(restart.json().at("/gateway/pid").intValue()).isEqualTo(7);
  }

  @Test
  void a_configuration_that_cannot_hold_is_told_with_every_finding() {
    gateway.control().refuseConfigurations();

    RawResponse restart = post("/api/gateway/restart").send(gateway);
    RawResponse reload = post("/api/gateway/reload").send(gateway);

    assertThat(restart.json().path("restarting").booleanValue()).isFalse();
    assertThat(reload.json().path("applied").booleanValue()).isFalse();
    for (RawResponse response : List.of(restart, reload)) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.json().at("/findings/0/id").stringValue()).isEqualTo("config-wrong");
      assertThat(response.json().at("/findings/0/severity").stringValue()).isEqualTo("error");
    }
  }

  @Test
  void what_a_restart_or_a_reload_would_come_to_is_told_alike_and_done_by_neither() {
    for (String path : List.of("/api/gateway/restart", "/api/gateway/reload")) {
      assertThat(admin("GET", path).send(gateway).body())
          .isEqualTo(post(path).send(gateway).body());
    }
    gateway.control().refuseConfigurations();
    for (String path : List.of("/api/gateway/restart", "/api/gateway/reload")) {
      assertThat(admin("GET", path).send(gateway).body())
          .contains("config-wrong")
          .isEqualTo(post(path).send(gateway).body());
    }
    gateway.control().bind();
    assertThat(admin("GET", "/api/gateway/restart").send(gateway).status()).isEqualTo(403);
    assertThat(admin("GET", "/api/gateway/reload").send(gateway).status()).isEqualTo(403);

    assertThat(gateway.control().asked)
        .containsExactly("restart in r-1", "reload in r-1", "restart in r-1", "reload in r-1");
  }

  @Test
  void a_reload_names_what_changed_and_what_waits() {
    RawResponse reload = post("/api/gateway/reload").send(gateway);

    assertThat(reload.json().path("applied").booleanValue()).isTrue();
    assertThat(reload.json().at("/changed/0").stringValue()).isEqualTo("agents.main.model");
    assertThat(reload.json().at("/needs_restart/0").stringValue()).isEqualTo("gateway.port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/gateway/drain",
        "/api/gateway/stop",
        "/api/gateway/restart",
        "/api/gateway/reload"
      })
  void a_bound_token_changes_nothing_of_it(String path) {
    gateway.control().bind();

    RawResponse response = post(path).send(gateway);

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.error().path("code").stringValue()).isEqualTo("beyond_binding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/gateway/drain", "/api/gateway/stop", "/api/gateway/restart"})
  void one_that_stops_cannot_be_asked_for_anything_else(String path) {
    gateway.control().beTooLate();

    RawResponse response = post(path).send(gateway);

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.error().path("code").stringValue()).isEqualTo("shutting_down");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/gateway/drain, GATEWAY_DRAIN",
    "/api/gateway/stop, GATEWAY_STOP",
    "/api/gateway/restart, GATEWAY_RESTART",
    "/api/gateway/reload, CONFIG_RELOAD"
  })
  void whoever_may_only_write_is_noted(String path, String operation) {
    RawResponse response =
        TestRequest.of("POST", path).token(TestGateway.WRITE_TOKEN).send(gateway);

    assertThat(response.status()).isEqualTo(403);
    assertThat(gateway.control().asked).isEmpty();
    assertThat(gateway.audit().turnedAway)
        .singleElement()
        .satisfies(noted -> assertThat(noted).startsWith(operation + " in "));
  }

  @Test
  void while_it_drains_everything_but_turns_goes_on_and_readyz_says_so() {
    gateway.become(Readiness.State.DRAINING);

    RawResponse ready = TestRequest.get("/readyz").send(gateway);

    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().path("status").stringValue()).isEqualTo("draining");
    assertThat(ready.headers()).containsKey("retry-after");
    assertThat(TestRequest.get("/api/turns").token(TestGateway.READ_TOKEN).send(gateway).status())
        .isEqualTo(200);
    assertThat(post("/api/gateway/drain").json("{\"off\":true}").send(gateway).status())
        .isEqualTo(200);
  }

  @Test
  void the_log_says_more_or_less_from_a_request_on() {
    RawResponse before = admin("GET", "/api/log/level").send(gateway);
    RawResponse after = admin("PUT", "/api/log/level").json("{\"level\":\"debug\"}").send(gateway);
    RawResponse part =
        admin("PUT", "/api/log/level")
            .json("{\"logger\":\"dev.holdfast.app\",\"level\":\"trace\"}")
            .send(gateway);

    assertThat(before.json().path("logger").stringValue()).isEqualTo("dev.holdfast");
    assertThat(before.json().path("level").stringValue()).isEqualTo("info");
    assertThat(after.json().path("level").stringValue()).isEqualTo("debug");
    assertThat(part.json().path("logger").stringValue()).isEqualTo("dev.holdfast.app");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"level\":\"loud\"}|level",
        "{\"logger\":\"org.library\",\"level\":\"trace\"}|level",
        "{\"logger\":\"no name\",\"level\":\"info\"}|logger",
        "{\"logger\":\"dev.holdfast\"}|level"
      })
  void a_level_that_cannot_be_is_refused(String body, String blamed) {
    RawResponse response = admin("PUT", "/api/log/level").json(body).send(gateway);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").stringValue()).isEqualTo(blamed);
  }

  @Test
  void a_logger_that_cannot_be_has_no_level() {
    RawResponse response = admin("GET", "/api/log/level?logger=no%20name").send(gateway);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").stringValue()).isEqualTo("logger");
  }

  @Test
  void a_bound_token_has_no_say_in_the_log() {
    gateway.logLevels().bind();

    assertThat(admin("GET", "/api/log/level").send(gateway).status()).isEqualTo(403);
    assertThat(admin("PUT", "/api/log/level").json("{\"level\":\"warn\"}").send(gateway).status())
        .isEqualTo(403);
  }

  private static TestRequest post(String path) {
    return admin("POST", path).header("x-request-id", "r-1");
  }

  private static TestRequest admin(String method, String path) {
    return TestRequest.of(method, path).token(TestGateway.ADMIN_TOKEN);
  }
}
