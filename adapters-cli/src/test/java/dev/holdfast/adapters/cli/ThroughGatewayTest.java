package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.HomeDoor.TokenOrigin;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Commands that go through the running gateway")
final class ThroughGatewayTest {

  private static final String CONTROL = "state/control";

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

  private Typed follow() {
    return Typed.command(services, "events", "follow");
  }

  private Typed revoke() {
    return Typed.command(services, "tokens", "revoke", "t-1");
  }

  @Test
  void say_how_to_start_one_when_none_runs() {
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());

    Typed typed = follow();

    assertThat(typed.err())
        .isEqualTo(
            """
            holdfast: No gateway runs on /home/ann/.holdfast, and this goes through one. Nothing \
            was done.
              Start one with: holdfast gateway run
            """);
    assertThat(typed.exit()).isEqualTo(3);
  }

  @Test
  void do_nothing_when_it_cannot_be_told_who_holds_the_home() {
    services.door =
        () -> Samples.home(new HomeHolder.Unknown("a process holds its lock"), Samples.noToken());

    Typed typed = follow();

    assertThat(typed.err())
        .startsWith(
            "holdfast: Something holds /home/ann/.holdfast: a process holds its lock. Nothing was"
                + " done.\n");
    assertThat(typed.exit()).isEqualTo(3);
  }

  @Test
  void need_a_token() {
    services.door = () -> gateway.door(Samples.noToken());

    for (Typed typed : List.of(follow(), revoke())) {
      assertThat(typed.err())
          .isEqualTo(
              """
              holdfast: There is no token to show the gateway.
                Set HOLDFAST_TOKEN to one.
              """);
      assertThat(typed.exit()).isEqualTo(1);
    }
    assertThat(gateway.asked).isEmpty();
  }

  @Test
  void tell_of_a_gateway_that_does_not_answer() {
    gateway.close();

    Typed typed = follow();

    assertThat(typed.err())
        .startsWith(
            "holdfast: The gateway at %s, process 4711 since 2026-03-01T12:00:00Z (it holds the lock),"
                    .formatted(gateway.url())
                + " was asked in vain: it cannot be reached: ")
        .doesNotContain("defect");
    assertThat(typed.exit()).isEqualTo(3);
  }

  @Test
  void show_no_token_to_what_does_not_know_it() {
    gateway.knows(TokenText.of("hf_other"));

    Typed typed = follow();

    assertThat(typed.err())
        .contains("its proof does not fit the token in /home/ann/.holdfast/token")
        .contains("It was not shown the token, and nothing was done.");
    assertThat(typed.exit()).isEqualTo(4);
    assertThat(gateway.asked).isEmpty();
  }

  @Test
  void ask_nothing_of_a_gateway_that_serves_another_store() {
    gateway.serves(new StoreId("another"));

    Typed typed = follow();

    assertThat(typed.err()).contains("serves store another");
    assertThat(typed.exit()).isEqualTo(4);
    assertThat(gateway.asked).isEmpty();
  }

  @Test
  void wait_where_it_was_asked_too_often_instead_of_doubting_it() {
    gateway.provesNothing("too_many_failures", "It answers that again in 9 s.");

    Typed reading = follow();
    Typed writing = revoke();

    for (Typed typed : List.of(reading, writing)) {
      assertThat(typed.err())
          .contains("was asked to prove itself, and it answered: It answers that again in 9 s. Not")
          .contains("Wait so long and run it again.")
          .doesNotContain("HOLDFAST_TOKEN", "did not prove");
    }
    assertThat(List.of(reading.exit(), writing.exit())).containsExactly(3, 4);
  }

  @Test
  void doubt_whatever_else_it_says_instead_of_proving_itself() {
    gateway.provesNothing("no_such_thing", "There is none.");

    assertThat(revoke().err())
        .contains("did not prove that it is the gateway of")
        .contains("it answered: There is none. Nothing was changed.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "", "[]", "{} {}", "{\"a\":", "null", "{\"id\":\"t-1\"}"})
  void take_no_other_server_for_a_gateway(String answer) {
    gateway.answers(200, answer);

    Typed typed = revoke();

    assertThat(typed.err())
        .startsWith(gateway.notice(CONTROL) + "holdfast: The gateway at " + gateway.url())
        .contains(
            "The request had been sent, so the change may or may not have been made; it was not"
                + " tried again.");
    assertThat(typed.exit()).isEqualTo(3);
    assertThat(gateway.asked).hasSize(1);
  }

  @Test
  void say_where_a_wrong_token_came_from() {
    gateway.refuses(401, "invalid_api_key", "The token is not known here.");

    assertThat(revoke().err())
        .isEqualTo(
            gateway.notice(CONTROL)
                + """
                holdfast: The token is not known here.
                  The token came from /home/ann/.holdfast/token.
                """);
    services.door = () -> gateway.door(TokenOrigin.ENVIRONMENT);
    assertThat(revoke().err()).endsWith("  The token came from HOLDFAST_TOKEN.\n");
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

    assertThat(revoke().exit()).isEqualTo(exit);
  }
}
