package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.ports.in.TurnAdministration.Listing;
import dev.holdfast.ports.in.TurnAdministration.Rest;
import dev.holdfast.ports.in.TurnAdministration.Start;
import dev.holdfast.ports.in.TurnAdministration.StateWish;
import dev.holdfast.ports.in.TurnAdministration.TurnView;
import dev.holdfast.ports.in.TurnAdministration.Wish;
import dev.holdfast.ports.in.UnreadAgent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Turns over HTTP")
class TurnsTest {

  private static final String PATH = "/api/turns";

  private final TestGateway gateway = TestGateway.start();

  @AfterEach
  void close() {
    gateway.close();
  }

  private RawResponse get(String rest) {
    return TestRequest.get(PATH + rest).token(TestGateway.READ_TOKEN).send(gateway);
  }

  private static TurnView.Begun begun(TurnProgress progress) {
    return new TurnView.Begun(
        AgentId.MAIN, KeptSamples.found("r", progress, List.of(), List.of()).response().turn());
  }

  private static TurnView.Begun ended(TurnEnding ending) {
    return begun(KeptSamples.ended(ending));
  }

  @Test
  void one_that_waits_is_told_with_its_place_in_the_queue() {
    assertThat(get("/turn_2").body())
        .isEqualTo(
            """
            {"object":"turn","id":"turn_2","agent":"main","key":"agent:main:web:direct:ann",\
            "session_id":null,"attempt_of":"turn_0","request_id":"request-2","api":null,"model":"holdfast","route":null,\
            "since":"2026-01-02T03:04:05.678Z","started_at":null,"finish_reason":null,"usage":null,\
            "state":"waiting","position":1,"ended_at":null,"failure":null}\
            """);
  }

  @Test
  void an_agent_that_cannot_be_read_is_named() {
    gateway
        .turns()
        .show(
            new Listing.Page(
                List.of(ScriptedTurns.WAITING),
                new Rest.None(),
                List.of(
                    new UnreadAgent(new AgentId("ops"), UnreadAgent.Reason.UNREADABLE),
                    new UnreadAgent(AgentId.MAIN, UnreadAgent.Reason.NEWER_SCHEMA))));

    assertThat(get("").body())
        .endsWith(
            """
            "has_more":false,"next":null,"unread":[{"agent":"ops","reason":"unreadable"},\
            {"agent":"main","reason":"newer_schema"}]}\
            """);
  }

  @Test
  void times_of_what_is_not_stored_are_as_precise_as_stored_ones() {
    Instant precise = Instant.parse("2026-01-02T03:04:05.123456789Z");
    TurnView.Waiting waiting = ScriptedTurns.waitingSince(precise);
    gateway
        .turns()
        .show(
            new Listing.Page(
                List.of(waiting, new TurnView.Withdrawn(waiting, precise)),
                new Rest.None(),
                List.of()));

    var data = get("").json().path("data");

    String told = "2026-01-02T03:04:05.123456Z";
    assertThat(data.path(0).path("since").stringValue()).isEqualTo(told);
    assertThat(data.path(1).path("since").stringValue()).isEqualTo(told);
    assertThat(data.path(1).path("ended_at").stringValue()).isEqualTo(told);
  }

  @Test
  void one_of_each_kind_and_end_is_as_described() {
    gateway
        .turns()
        .show(
            new Listing.Page(
                List.of(
                    ScriptedTurns.WAITING,
                    begun(KeptSamples.RUNNING),
                    begun(KeptSamples.COMPLETED),
                    ended(
                        new TurnEnding.Failed(
                            TurnFailure.of(FailureCause.UPSTREAM_ERROR, "It \"broke\"."))),
                    ended(new TurnEnding.Cancelled("requested")),
                    ended(new TurnEnding.Interrupted("owner_gone")),
                    ended(new TurnEnding.Interrupted("It was so."))),
                new Rest.None(),
                List.of()));

    var data = get("").json().path("data");

    assertThat(data.valueStream().map(turn -> turn.path("state").stringValue()))
        .containsExactly(
            "waiting", "running", "completed", "failed", "cancelled", "interrupted", "interrupted");
    assertThat(data.path(2).path("usage").path("input_tokens").intValue()).isEqualTo(12);
    assertThat(data.path(3).path("failure").path("cause").stringValue())
        .isEqualTo("upstream_error");
    assertThat(data.path(3).path("failure").path("message").stringValue())
        .isEqualTo("It \"broke\".");
    assertThat(data.path(4).path("ended_at").stringValue()).isEqualTo(Scenes.ENDED.toString());
    assertThat(data.path(5).path("failure").path("cause").stringValue()).isEqualTo("owner_gone");
    assertThat(data.path(5).path("failure").path("message").stringValue())
        .startsWith("The process that ran it is gone.");
    assertThat(data.path(6).path("failure").path("cause").isNull()).isTrue();
    assertThat(data.path(6).path("failure").path("message").stringValue()).isEqualTo("It was so.");
  }

  @Test
  void a_list_asks_for_what_its_query_says() {
    get("");
    get("?agent=main&session=web%3Aann&state=waiting&limit=7");
    for (String state : List.of("running", "completed", "failed", "cancelled", "interrupted")) {
      get("?limit=1&state=" + state);
    }

    assertThat(gateway.turns().asked)
        .startsWith(
            new Wish("", "", new StateWish.Any()) + " " + new Start.Newest() + " 100",
            new Wish("main", "web:ann", new StateWish.Waiting()) + " " + new Start.Newest() + " 7")
        .hasSize(7)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_page_leads_to_the_next_one() {
    for (Start start :
        List.of(
            new Start.BehindWaiting(ScriptedTurns.SINCE, new TurnId("turn_2")),
            new Start.BehindBegun(Map.of(AgentId.MAIN, 7L, new AgentId("other"), 9L)),
            new Start.BehindBegun(Map.of()))) {
      gateway
          .turns()
          .show(new Listing.Page(List.of(ScriptedTurns.WAITING), new Rest.Some(start), List.of()));
      var page = get("").json();
      assertThat(page.path("has_more").booleanValue()).isTrue();

      get("?after=" + page.path("next").stringValue());

      assertThat(gateway.turns().asked.getLast()).contains(start.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"state=ended", "limit=0", "limit=1001", "after=x", "after=YXVkaXQKMQ"})
  void a_query_without_a_meaning_is_refused(String query) {
    RawResponse response = get("?" + query);

    assertThat(response.status()).isEqualTo(400);
    assertThat(query).startsWith(response.error().path("param").stringValue());
    assertThat(gateway.turns().asked).isEmpty();
  }

  @Test
  void what_the_use_case_refuses_is_told_with_its_parameter() {
    gateway
        .turns()
        .show(
            new Listing.Refused(
                new Refusal(RefusalReason.AGENT_UNKNOWN, "There is no such agent.", "agent")));

    RawResponse response = get("?agent=nobody");

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.error().path("param").stringValue()).isEqualTo("agent");
  }

  @Test
  void one_that_waited_and_was_stopped_is_told_as_cancelled() {
    RawResponse response =
        TestRequest.of("POST", PATH + "/turn_2/abort")
            .token(TestGateway.WRITE_TOKEN)
            .header("x-request-id", "r-9")
            .send(gateway);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.json().path("state").stringValue()).isEqualTo("cancelled");
    assertThat(response.json().path("position").isNull()).isTrue();
    assertThat(response.json().path("ended_at").stringValue())
        .isEqualTo("2026-01-02T03:04:06.678Z");
    assertThat(gateway.turns().asked).containsExactly("abort turn_2 in r-9");
  }

  @Test
  void whoever_may_only_read_stops_nothing_and_is_noted() {
    RawResponse response =
        TestRequest.of("POST", PATH + "/turn_2/abort").token(TestGateway.READ_TOKEN).send(gateway);

    assertThat(response.status()).isEqualTo(403);
    assertThat(gateway.turns().asked).isEmpty();
    assertThat(gateway.audit().turnedAway)
        .singleElement()
        .satisfies(noted -> assertThat(noted).startsWith("TURN_ABORT in "));
  }

  @Test
  void the_text_of_a_turn_is_its_json() {
    JsonText json = new JsonText();
    TurnJson.write(ScriptedTurns.WAITING, json);

    assertThat(new String(TurnJson.of(ScriptedTurns.WAITING), StandardCharsets.UTF_8))
        .isEqualTo(new String(json.bytes(), StandardCharsets.UTF_8));
  }
}
