package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TurnAdministration;
import dev.holdfast.ports.in.TurnCursor;
import dev.holdfast.ports.in.TurnSummary;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("turns")
final class TurnCommandsTest {

  private static final String WAITING =
      """
      {"object":"turn","id":"turn_3","agent":"main","key":"agent:main:web:ann","session_id":null,\
      "state":"waiting","position":2,"request_id":"r-3","api":null,"model":"holdfast","route":null,\
      "since":"2026-01-02T03:04:07.5Z","started_at":null,"ended_at":null,"finish_reason":null,\
      "failure":null,"attempt_of":null,"usage":null}\
      """;
  private static final String FAILED =
      """
      {"object":"turn","id":"turn_1","agent":"main","key":null,"session_id":null,"state":"failed",\
      "position":null,"request_id":"r-1","api":"responses","model":"m","route":"openai/gpt-5.5",\
      "since":"2026-01-02T03:04:05Z","started_at":"2026-01-02T03:04:05Z",\
      "ended_at":"2026-01-02T03:04:06Z","finish_reason":null,\
      "failure":{"cause":"upstream_error","message":"It broke."},"attempt_of":"turn_0",\
      "usage":null}\
      """;

  private final FixedServices services = new FixedServices();
  private StubGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    services.door = gateway::door;
    services.stored = () -> new StoredHome.Open(services.lists);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Typed type(String... arguments) {
    return Typed.command(services, arguments);
  }

  @Test
  void those_that_wait_stand_with_their_place_in_the_queue() {
    gateway.answers(
        200,
        "{\"object\":\"list\",\"data\":[%s,%s],\"has_more\":true,\"next\":\"c-1\"}"
            .formatted(WAITING, FAILED));

    Typed typed = type("turns", "list");

    assertThat(typed.out())
        .isEqualTo(
            """
            SINCE                 STATE      SESSION             MODEL     ID
            2026-01-02T03:04:07Z  waiting 2  agent:main:web:ann  holdfast  turn_3
            2026-01-02T03:04:05Z  failed     none (agent main)   m         turn_1
            There are more: --after c-1
            """);
    assertThat(typed.err()).isEmpty();
    assertThat(gateway.asked).containsExactly("GET /api/turns?limit=20");
  }

  @Test
  void a_list_asks_for_what_its_options_say() {
    gateway.answers(
        200,
        "{\"object\":\"list\",\"data\":[%s],\"has_more\":false,\"next\":null}".formatted(WAITING));

    String after = TurnCursor.of(new TurnAdministration.Start.BehindBegun(Map.of()));
    Typed typed =
        type(
            "turns",
            "list",
            "--agent",
            "main",
            "--session",
            "web:ann",
            "--state",
            "running",
            "--limit",
            "5",
            "--after",
            after,
            "--json");

    assertThat(gateway.asked)
        .containsExactly(
            "GET /api/turns?agent=main&session=web%3Aann&state=running&limit=5&after=" + after);
    assertThat(typed.out()).endsWith("\"more\":false,\"next\":null,\"unread\":[]}}\n");
    gateway.answers(200, "{\"object\":\"list\",\"data\":[],\"has_more\":false,\"next\":null}");
    assertThat(type("turns", "list").out()).isEqualTo("No turns.\n");
  }

  @Test
  void one_is_shown_with_everything_that_is_known_of_it() {
    gateway.answers(200, FAILED);

    assertThat(type("turns", "show", "turn_1").out())
        .isEqualTo(
            """
            id          turn_1
            session     none (agent main)
            state       failed
            since       2026-01-02T03:04:05Z
            ended       2026-01-02T03:04:06Z
            model       m
            route       openai/gpt-5.5
            api         responses
            request     r-1
            attempt of  turn_0
            cause       upstream_error
            because     It broke.
            """);
    assertThat(gateway.asked).containsExactly("GET /api/turns/turn_1");
  }

  @Test
  void an_abort_says_where_it_writes_and_what_became_of_the_turn() {
    gateway.finds(FAILED.replace("\"failed\"", "\"running\""));
    gateway.answers(200, FAILED.replace("\"failed\"", "\"cancelled\""));

    Typed typed = type("turns", "abort", "turn_3");

    assertThat(typed.err()).isEqualTo(gateway.notice("agents/main/agent/data"));
    assertThat(typed.out()).contains("state       cancelled\n");
    assertThat(gateway.asked)
        .containsExactly("GET /api/turns/turn_3", "POST /api/turns/turn_3/abort");
  }

  @Test
  void a_rehearsal_of_an_abort_promises_nothing_of_a_turn_whose_process_is_gone() {
    services.lists.turn =
        new Outcome.Done<>(Samples.turn("turn_1", new TurnSummary.Stage.Running()));
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
    Typed without = type("turns", "abort", "turn_1", "--dry-run");
    gateway.finds(FAILED.replace("\"failed\"", "\"running\""));
    services.door = gateway::door;
    Typed through = type("turns", "abort", "turn_1", "--dry-run");

    assertThat(without.out())
        .endsWith(
            "The process that ran it is gone. It would end as interrupted; what it was asked is"
                + " kept, and of an answer nothing was stored.\n");
    assertThat(through.out()).endsWith("It would end here; what came of it stays.\n");
  }

  @Test
  void a_turn_that_has_ended_cannot_be_stopped() {
    gateway.refuses(409, "turn_ended", "The turn has ended.");

    Typed typed = type("turns", "abort", "../tokens");

    assertThat(typed.err()).endsWith("holdfast: The turn has ended.\n");
    assertThat(typed.exit()).isEqualTo(1);
    assertThat(gateway.asked)
        .containsExactly("GET /api/turns/..%2Ftokens", "POST /api/turns/..%2Ftokens/abort");
  }

  @Test
  void a_key_that_no_session_has_is_told_from_a_session_without_turns() {
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
    services.lists.session = Outcome.refused("session_not_found", "There is none.");
    Typed unknown = type("turns", "list", "--session", "web:nope");
    services.lists.session = new Outcome.Done<>(Samples.summary());
    Typed empty = type("turns", "list", "--session", "main", "--agent", "main");

    assertThat(unknown.err()).contains("There is none.");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(empty.out()).isEqualTo("No turns.\n");
    assertThat(empty.exit()).isZero();
    assertThat(services.lists.asked).contains("session '' 'web:nope'", "session 'main' 'main'");
  }
}
