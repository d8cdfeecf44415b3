package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.Cursor;
import dev.holdfast.ports.in.GatewayDoor.Opening;
import dev.holdfast.ports.in.GatewayDoor.TokenOrigin;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Commands that go through the running gateway")
final class ThroughGatewayTest {

  private final FixedServices services = new FixedServices();
  private StubGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    services.door = gateway::door;
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Typed list() {
    return Typed.command(services, "tokens", "list");
  }

  @Test
  void say_how_to_start_one_when_none_runs() {
    services.door = () -> new Opening.NotRunning("/h");

    Typed typed = list();

    assertThat(typed.err())
        .isEqualTo(
            """
            holdfast: No gateway runs on /h, and this goes through one. Nothing was done.
              Start one with: holdfast gateway run
            """);
    assertThat(typed.exit()).isEqualTo(3);
  }

  @Test
  void do_nothing_when_it_cannot_be_told_who_holds_the_home() {
    services.door = () -> new Opening.HeldUnknown("/h", "a process holds its lock");

    Typed typed = list();

    assertThat(typed.err())
        .startsWith("holdfast: Something holds /h: a process holds its lock. Nothing was done.\n");
    assertThat(typed.exit()).isEqualTo(3);
  }

  @Test
  void need_a_token() {
    services.door = () -> new Opening.NoToken(Samples.ADDRESS, "Set HOLDFAST_TOKEN to one.");

    Typed typed = list();

    assertThat(typed.err())
        .isEqualTo(
            """
            holdfast: There is no token to show the gateway.
              Set HOLDFAST_TOKEN to one.
            """);
    assertThat(typed.exit()).isEqualTo(1);
  }

  @Test
  void tell_of_a_gateway_that_does_not_answer_any_more() {
    gateway.close();

    Typed typed = list();

    assertThat(typed.err())
        .startsWith("holdfast: The gateway at " + gateway.url() + " does not answer: ");
    assertThat(typed.exit()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "", "[]", "{} {}", "{\"a\":", "null"})
  void take_no_other_server_for_a_gateway(String answer) {
    gateway.answers(200, answer);

    Typed typed = list();

    assertThat(typed.err()).contains("what answers there is no gateway: status 200");
    assertThat(typed.exit()).isEqualTo(3);
  }

  @Test
  void say_where_a_wrong_token_came_from() {
    gateway.refuses(401, "invalid_api_key", "The token is not known here.");

    assertThat(list().err())
        .isEqualTo(
            """
            holdfast: The token is not known here.
              The token came from /home/ann/.holdfast/token.
            """);
    services.door = () -> gateway.door(TokenOrigin.ENVIRONMENT);
    assertThat(list().err()).endsWith("  The token came from HOLDFAST_TOKEN.\n");
  }

  @ParameterizedTest
  @CsvSource({
    "503, starting, 3",
    "503, shutting_down, 3",
    "503, agent_unavailable, 5",
    "507, storage_full, 5",
    "503, store_unavailable, 5",
    "403, insufficient_scope, 1",
    "404, token_not_found, 1"
  })
  void end_with_the_exit_code_of_what_is_wrong(int status, String code, int exit) {
    gateway.refuses(status, code, "No.");

    assertThat(list().exit()).isEqualTo(exit);
  }

  @Test
  void page_through_the_audit() {
    gateway.answers(
        200,
        """
        {"object":"list","data":[{"object":"audit_row","id":"a","at":"2026-01-02T03:04:05.678Z",\
        "author":{"type":"token","id":"t-1","name":"laptop"},"operation":"session_reset",\
        "agent":"main","target":"agent:main:main","outcome":"done","reason":null,\
        "request_id":"r-1"},{"object":"audit_row","id":"b","at":"2026-01-02T03:04:04Z",\
        "author":{"type":"user","id":null,"name":"ann"},"operation":"token_revoke","agent":null,\
        "target":null,"outcome":"refused","reason":"token_not_found","request_id":"r-2"}],\
        "has_more":true,"next":"c-1"}\
        """);

    String after = Cursor.of("audit", "7");
    Typed typed = Typed.command(services, "audit", "list", "--limit", "2", "--after", after);

    assertThat(typed.out())
        .isEqualTo(
            """
            TIME                  AUTHOR  OPERATION      TARGET           OUTCOME          REQUEST
            2026-01-02T03:04:05Z  laptop  session_reset  agent:main:main  done             r-1
            2026-01-02T03:04:04Z  ann     token_revoke                    token_not_found  r-2
            There are more: --after c-1
            """);
    assertThat(gateway.asked).containsExactly("GET /api/audit?limit=2&after=" + after);
    assertThat(Typed.command(services, "audit", "list", "--json").out())
        .startsWith("{\"ok\":true,\"data\":{\"rows\":[{\"id\":\"a\",")
        .endsWith("],\"more\":true,\"next\":\"c-1\"}}\n");
  }

  @Test
  void refuse_a_limit_out_of_bounds_themselves() {
    assertThat(Typed.command(services, "audit", "list", "--limit", "1001").exit()).isEqualTo(2);
    assertThat(gateway.asked).isEmpty();
  }
}
