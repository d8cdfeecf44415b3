package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.GatewayRuns.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("gateway status")
final class GatewayStatusTest {

  private static final String RECORDED =
      """
      address  http://127.0.0.1:18790
      home     /home/ann/.holdfast
      store    0d9d3a4c-6a55-4a1e-9df1-0d5b1a6f7c11
      token    in /home/ann/.holdfast/token
      pid      4711
      since    2026-03-01T12:00:00Z
      """;
  private static final String STANDING =
      """
      {"object":"gateway","state":"draining","turns_running":2,"turns_waiting":1,\
      "serving_since":"2026-03-01T12:01:00.123456789Z","store_id":"s-1",\
      "url":"http://127.0.0.1:18790","pid":4711,"configuration":{"path":"/h/holdfast.json","since":"2026-03-01T12:00:00Z",\
      "needs_restart":["gateway.port","agents.second"]}}\
      """;

  private final FixedServices services = new FixedServices();
  private StubGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new StubGateway();
    services.door = gateway::door;
    services.status =
        () -> new Status.Running(Samples.ADDRESS, Samples.NOON.plusNanos(123_456_789));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void a_running_gateway_is_described_and_tells_whether_it_drains_and_what_waits() {
    gateway.answers(200, STANDING);

    Typed typed = Typed.command(services, "gateway", "status");

    assertThat(typed.out().replaceAll(" +", " "))
        .isEqualTo(
            RECORDED.replaceAll(" +", " ")
                + """
                serving since 2026-03-01T12:01:00Z
                state draining
                running 2 turns
                waiting 1 turns
                next start gateway.port, agents.second
                """);
    assertThat(typed.err()).isEmpty();
    assertThat(typed.exit()).isZero();
    assertThat(gateway.asked).containsExactly("GET /api/gateway");
  }

  @Test
  void json_has_both_what_is_recorded_and_what_the_gateway_tells() {
    gateway.answers(200, STANDING);

    Typed typed = Typed.command(services, "gateway", "status", "--json");

    assertThat(Json.at(typed.out(), "data.state")).isEqualTo("running");
    assertThat(Json.at(typed.out(), "data.gateway.state")).isEqualTo("draining");
  }

  @Test
  void one_that_does_not_prove_itself_is_described_by_its_record_and_shown_no_token() {
    gateway.knows(TokenText.of("hf_other"));

    Typed typed = Typed.command(services, "gateway", "status");

    assertThat(typed.out()).isEqualTo(RECORDED);
    assertThat(typed.err())
        .contains("did not prove that it is the gateway", "Whether it drains is not known.");
    assertThat(typed.exit()).isZero();
    assertThat(gateway.asked).isEmpty();
  }

  @Test
  void one_that_does_not_answer_is_described_and_told_to_hang_with_what_helps() {
    gateway.close();

    Typed typed = Typed.command(services, "gateway", "status");

    assertThat(typed.out()).isEmpty();
    assertThat(typed.err())
        .startsWith("holdfast: The gateway at " + gateway.url() + ", process 4711 since ")
        .contains("(it holds the lock), was asked in vain: ", RECORDED)
        .endsWith(
            """
              Find out why with: holdfast doctor
              End it with: holdfast gateway stop --stop-gateway
            """);
    assertThat(typed.exit()).isEqualTo(3);
    String json = Typed.command(services, "gateway", "status", "--json").out();
    assertThat(Json.at(json, "error.code")).isEqualTo("gateway_silent");
    assertThat(Json.at(json, "data.url")).isEqualTo("http://127.0.0.1:18790");
  }

  @Test
  void one_that_hangs_once_it_has_proven_itself_is_not_waited_for() {
    CountDownLatch never = new CountDownLatch(1);
    gateway.answersAfter(never);
    long began = System.nanoTime();

    Typed typed = Typed.command(services, "gateway", "status");

    never.countDown();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    assertThat(typed.err())
        .contains("that took too long", RECORDED)
        .contains("End it with: holdfast gateway stop --stop-gateway");
    assertThat(typed.exit()).isEqualTo(3);
  }

  @Test
  void none_running_is_told_on_standard_error_with_what_starts_one() {
    services.status = () -> new Status.NotRunning("/home/ann/.holdfast");

    Typed typed = Typed.command(services, "gateway", "status");

    assertThat(typed.out()).isEmpty();
    assertThat(typed.err())
        .isEqualTo(
            """
            holdfast: No gateway runs on /home/ann/.holdfast.
              Start one with: holdfast gateway run
            """);
    assertThat(typed.exit()).isEqualTo(3);
  }

  @Test
  void a_holder_that_cannot_be_told_counts_as_unreachable() {
    services.status = () -> new Status.HeldUnknown("/h", "The record is missing.");

    Typed typed = Typed.command(services, "gateway", "status");

    assertThat(typed.err()).isEqualTo("holdfast: Something holds /h: The record is missing.\n");
    assertThat(typed.exit()).isEqualTo(3);
  }

  @Test
  void json_has_the_state_whatever_it_is() {
    services.status = () -> new Status.NotRunning("/h");

    Typed typed = Typed.command(services, "gateway", "status", "--json");

    assertThat(typed.out())
        .isEqualTo(
            """
            {"ok":false,"error":{"code":"gateway_not_running",\
            "message":"No gateway runs on /h.",\
            "remedies":["Start one with: holdfast gateway run"],"exitCode":3},\
            "data":{"home":"/h","state":"not_running"}}
            """);
    assertThat(typed.err()).isEmpty();
    assertThat(typed.exit()).isEqualTo(3);
  }
}
