package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.GatewayRuns.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("gateway status")
final class GatewayStatusTest {

  private final FixedServices services = new FixedServices();

  @Test
  void a_running_gateway_is_described() {
    services.status = () -> new Status.Running(Samples.ADDRESS, Samples.NOON);

    Typed typed = Typed.command(services, "gateway", "status");

    assertThat(typed.out())
        .isEqualTo(
            """
            address  http://127.0.0.1:18790
            home     /home/ann/.holdfast
            store    0d9d3a4c-6a55-4a1e-9df1-0d5b1a6f7c11
            token    in /home/ann/.holdfast/token
            pid      4711
            since    2026-03-01T12:00:00Z
            """);
    assertThat(typed.exit()).isZero();
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
