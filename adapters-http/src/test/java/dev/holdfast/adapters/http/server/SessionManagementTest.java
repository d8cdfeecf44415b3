package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.SessionAdministration.LabelWish;
import dev.holdfast.ports.in.SessionAdministration.ModelWish;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.Patch;
import dev.holdfast.ports.in.UnreadAgent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The management API of sessions and archives over HTTP")
class SessionManagementTest {

  private final TestGateway gateway = TestGateway.start();

  @AfterEach
  void close() {
    gateway.close();
  }

  private static TestRequest admin(String method, String path) {
    return TestRequest.of(method, path).token(TestGateway.ADMIN_TOKEN);
  }

  private RawResponse send(String method, String path) {
    return admin(method, path).send(gateway);
  }

  private RawResponse patch(String json) {
    return admin("PATCH", "/api/sessions/main").json(json).send(gateway);
  }

  @Test
  void a_session_is_told_whole() {
    assertThat(send("GET", "/api/sessions/main").body())
        .isEqualTo(
            """
            {"object":"session","agent":"main","key":"agent:main:web:direct:ann",\
            "session_id":"s-1","previous_session_id":"s-0","label":"Ann","events":4,\
            "selected_model":"openai/gpt-5.5","created_at":"2026-01-02T03:04:05.678901Z",\
            "started_at":"2026-01-02T03:04:06.678901Z","updated_at":"2026-01-02T03:04:07.678901Z",\
            "last_interaction_at":"2026-01-02T03:04:08.678901Z","version":7}\
            """);
  }

  @Test
  void sessions_come_in_pages_that_follow_each_other() {
    RawResponse first = send("GET", "/api/sessions?limit=1&agent=main");
    String next = first.json().path("next").stringValue();
    RawResponse second = send("GET", "/api/sessions?limit=1&after=" + next);

    assertThat(first.json().path("has_more").booleanValue()).isTrue();
    assertThat(second.json().path("data").path(0).path("key").stringValue())
        .isEqualTo("agent:main:main");
    assertThat(second.json().path("data").path(0).path("label").isNull()).isTrue();
    assertThat(second.json().path("data").path(0).path("selected_model").isNull()).isTrue();
    assertThat(second.json().path("next").isNull()).isTrue();
    assertThat(gateway.sessions().asked)
        .containsExactly(
            "list 'main' Newest[] 1",
            "list '' Behind[updatedAt=2026-01-02T03:04:07.678901Z, agent=main,"
                + " key=agent:main:web:direct:ann] 1");
  }

  @Test
  void the_archive_comes_in_pages_that_follow_each_other() {
    RawResponse first = send("GET", "/api/archives");
    String next = first.json().path("next").stringValue();
    send("GET", "/api/archives?after=" + next);

    assertThat(first.body())
        .startsWith(
            """
            {"object":"list","data":[{"object":"archived_session","archive_id":"a-1",\
            "agent":"main","key":"agent:main:web:direct:ann","session_id":"s-1",\
            "previous_session_id":"s-0","label":"Ann","events":4,\
            "archived_at":"2026-01-02T03:05:05.678901Z"}],"has_more":true,\
            """);
    assertThat(gateway.sessions().asked.getLast())
        .isEqualTo(
            "archives '' Behind[archivedAt=2026-01-02T03:05:05.678901Z, agent=main, archive=a-1]"
                + " 100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/sessions", "/api/archives"})
  void an_agent_that_cannot_be_read_is_named(String path) {
    gateway
        .sessions()
        .leaveOut(List.of(new UnreadAgent(new AgentId("ops"), UnreadAgent.Reason.UNREADABLE)));

    assertThat(send("GET", path).body())
        .endsWith(",\"unread\":[{\"agent\":\"ops\",\"reason\":\"unreadable\"}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/sessions?limit=0, limit",
    "/api/sessions?after=x, after",
    "/api/sessions?after=c2Vzc2lvbnMKeApt, after",
    "/api/archives?limit=1001, limit",
    "/api/archives?after=YXJjaGl2ZXMKMjAyNi0wMS0wMlQwMzowNDowNVoKbWFpbgo, after"
  })
  void a_page_that_cannot_be_is_refused(String path, String parameter) {
    RawResponse response = send("GET", path);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").stringValue()).isEqualTo(parameter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "main | main",
        "agent:main:main | agent:main:main",
        "agent%3Amain%3Amain | agent:main:main",
        "agent:main:web:a%2Fb | agent:main:web:a/b",
        "agent:main:a%20b | agent:main:a b",
        "%C3%A4%F0%9F%98%80 | \u00e4\ud83d\ude00",
        "a+b | a+b",
        "agent:main:thread:x%3Fy%23z | agent:main:thread:x?y#z",
        "agent:main:50%25 | agent:main:50%",
        "agent:main:a%252Fb | agent:main:a%2Fb",
        "agent:main:a%2525 | agent:main:a%25",
        "agent:main:.. | agent:main:..",
        "agent:main:x%2F..%2Fy | agent:main:x/../y",
        "..%2F.. | ../..",
        ".. | ..",
        "agent:main:a%3Bb | agent:main:a;b",
        "agent:main:a%5Cb | agent:main:a\\b",
        "reset | reset"
      })
  void a_key_means_the_same_however_it_is_written_into_the_path(String written, String key) {
    send("GET", "/api/sessions/" + written + "?agent=main");
    admin("PATCH", "/api/sessions/" + written).json(TestRequest.PATCH).send(gateway);
    send("POST", "/api/sessions/" + written + "/reset");
    send("DELETE", "/api/sessions/" + written + "/");

    String named = new Named("", key).toString();
    assertThat(gateway.sessions().asked)
        .containsExactly(
            "find " + new Named("main", key),
            "patch "
                + named
                + " "
                + new Patch(7, new LabelWish.Changed("Ann"), new ModelWish.Kept()),
            "reset " + named + " AWAITED",
            "delete " + named + " AWAITED");
  }

  @Test
  void a_patch_tells_apart_what_is_left_out_and_what_is_null() {
    patch("{\"expected_version\":7}");
    patch("{\"expected_version\":7,\"label\":null,\"model\":null}");
    patch("{\"expected_version\":7,\"label\":\"\",\"model\":\"openai/gpt-5.5\"}");

    String main = "patch " + new Named("", "main") + " ";
    assertThat(gateway.sessions().asked)
        .containsExactly(
            main + new Patch(7, new LabelWish.Kept(), new ModelWish.Kept()),
            main + new Patch(7, new LabelWish.Changed(""), new ModelWish.AgentDefault()),
            main + new Patch(7, new LabelWish.Changed(""), new ModelWish.Chosen("openai/gpt-5.5")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | missing_required_parameter | expected_version",
        "{\"expected_version\":null} | missing_required_parameter | expected_version",
        "{\"expected_version\":\"7\"} | invalid_type | expected_version",
        "{\"expected_version\":7,\"label\":7} | invalid_type | label",
        "{\"expected_version\":7,\"model\":\" \"} | invalid_value | model",
        "{\"expected_version\":7,\"agent\":\"x\"} | unsupported_parameter | agent",
      })
  void a_patch_that_makes_no_sense_is_refused_by_its_member(
      String json, String code, String param) {
    RawResponse response = admin("PATCH", "/api/sessions/main").json(json).send(gateway);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("code").stringValue()).isEqualTo(code);
    assertThat(response.error().path("param").stringValue()).isEqualTo(param);
    assertThat(gateway.sessions().asked).isEmpty();
  }

  @Test
  void a_label_that_is_too_long_is_refused() {
    assertThat(patch("{\"expected_version\":7,\"label\":\"" + "x".repeat(201) + "\"}").status())
        .isEqualTo(400);
    assertThat(patch("{\"expected_version\":7,\"label\":\"" + "x".repeat(200) + "\"}").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\u001b[31m",
        "a\\nb",
        "a\\r",
        "\\u0000",
        "\\u007f",
        "\\u0085",
        "\\u009b1m",
        "\\ud83d"
      })
  void a_label_with_a_control_character_or_half_a_pair_is_refused(String label) {
    RawResponse response = patch("{\"expected_version\":7,\"label\":\"" + label + "\"}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").stringValue()).isEqualTo("label");
    assertThat(response.error().path("message").stringValue()).contains("control character");
    assertThat(gateway.sessions().asked).isEmpty();
  }

  @Test
  void a_label_of_any_script_is_taken() {
    assertThat(
            patch(
                    "{\"expected_version\":7,\"label\":\"Gr\u00fc\u00dfe \ud83d\ude00"
                        + " \u65e5\u672c\"}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void a_conflict_names_the_version_that_the_session_is_at() {
    RawResponse response = patch("{\"expected_version\":99999999999999999999}");

    assertThat(response.status()).isEqualTo(409);
    assertThat(response.error().path("message").stringValue()).contains("at version 7");
  }

  @Test
  void a_reset_may_cancel_what_runs_and_tells_what_it_leads_to() {
    RawResponse response =
        admin("POST", "/api/sessions/main/reset").json("{\"force\":true}").send(gateway);
    admin("POST", "/api/sessions/main/reset").json("{}").send(gateway);

    assertThat(response.body())
        .isEqualTo(
            """
            {"object":"session_reset","agent":"main","key":"agent:main:web:direct:ann",\
            "session_id":"s-1","previous_session_id":"s-0"}\
            """);
    String main = "reset " + new Named("", "main");
    assertThat(gateway.sessions().asked).containsExactly(main + " CANCELLED", main + " AWAITED");
  }

  @Test
  void a_deletion_may_cancel_what_runs() {
    send("DELETE", "/api/sessions/main?force=true");
    send("DELETE", "/api/sessions/main?force=false");

    String main = "delete " + new Named("", "main");
    assertThat(gateway.sessions().asked).containsExactly(main + " CANCELLED", main + " AWAITED");
    assertThat(send("DELETE", "/api/sessions/main?force=1").status()).isEqualTo(400);
  }

  @Test
  void what_behind_the_server_refuses_is_told_as_its_row_says() {
    gateway
        .sessions()
        .refuseEverything(new Refusal(RefusalReason.AGENT_UNKNOWN, "No such agent.", "agent"));

    for (String path : List.of("/api/sessions", "/api/sessions/main", "/api/archives")) {
      RawResponse response = send("GET", path);
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.error().path("code").stringValue()).isEqualTo("agent_not_found");
    }
    gateway
        .sessions()
        .refuseEverything(Refusal.of(RefusalReason.SESSION_QUEUE_FULL, "Too many wait."));
    RawResponse waited = send("POST", "/api/sessions/main/reset");
    assertThat(waited.status()).isEqualTo(429);
    assertThat(waited.header("retry-after-ms")).isNotEmpty();
  }

  @Test
  void who_is_of_too_low_a_scope_is_taken_down() {
    TestRequest.of("DELETE", "/api/sessions/main").token(TestGateway.WRITE_TOKEN).send(gateway);
    TestRequest.of("PATCH", "/api/sessions/main")
        .token(TestGateway.READ_TOKEN)
        .json(TestRequest.PATCH)
        .send(gateway);

    assertThat(gateway.audit().turnedAway)
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("SESSION_DELETE "),
            second -> assertThat(second).startsWith("SESSION_PATCH "));
    assertThat(gateway.sessions().asked).isEmpty();
  }

  @Test
  void a_page_of_another_origin_hears_that_it_may_patch() {
    RawResponse response = TestRequest.of("OPTIONS", "/api/sessions/main").send(gateway);

    assertThat(response.header("allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH");
  }
}
