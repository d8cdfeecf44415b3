package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.GatewayRuns.Ended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("gateway run")
final class GatewayRunTest {

  private static final Finding TMPFS =
      new Finding(
          "home-on-tmpfs",
          Severity.WARNING,
          "The home is in memory and is lost when the machine stops.",
          "/home/ann/.holdfast",
          "Choose a home on a disk.");

  private final FixedServices services = new FixedServices();

  private void startsAndStops() {
    services.run =
        (options, announcer) -> {
          announcer.finding(TMPFS);
          announcer.created("/home/ann/.holdfast/state/holdfast.sqlite");
          announcer.ready(Samples.ADDRESS);
          return new Ended.Stopped();
        };
  }

  @Test
  void it_prints_what_a_first_conversation_needs() {
    startsAndStops();

    Typed typed = Typed.command(services, "gateway", "run");

    assertThat(typed.out().replace(Version.text(), "VERSION"))
        .isEqualTo(
            """
            created /home/ann/.holdfast/state/holdfast.sqlite
            Holdfast VERSION answers now.

            address  http://127.0.0.1:18790
            home     /home/ann/.holdfast
            store    0d9d3a4c-6a55-4a1e-9df1-0d5b1a6f7c11
            token    in /home/ann/.holdfast/token

            curl -w '\\n' http://127.0.0.1:18790/v1/chat/completions \\
              -H "Authorization: Bearer $(cat '/home/ann/.holdfast/token')" \\
              -H "Content-Type: application/json" \\
              -H "x-holdfast-session-key: first-steps" \\
              -d '{"model":"holdfast","messages":[{"role":"user","content":"Hello"}]}'
            The gateway has stopped.
            """);
    assertThat(typed.exit()).isZero();
  }

  @Test
  void it_waits_for_a_home_only_if_told_to_and_as_long_as_told() {
    List<Duration> patience = new ArrayList<>();
    services.run =
        (options, announcer) -> {
          patience.add(options.lockPatience());
          return new Ended.Stopped();
        };

    Typed.command(services, "gateway", "run");
    Typed.command(services, "gateway", "run", "--wait-for-lock");
    Typed.command(services, "gateway", "run", "--wait-for-lock=90s");

    assertThat(patience)
        .containsExactly(Duration.ZERO, Duration.ofMinutes(2), Duration.ofSeconds(90));
  }

  @Test
  void a_time_that_is_none_is_a_usage_error_and_nothing_runs() {
    services.run =
        (options, announcer) -> {
          throw new AssertionError("nothing must run");
        };

    for (String wrong : List.of("--wait-for-lock=soon", "--wait-for-lock=0s")) {
      assertThat(Typed.command(services, "gateway", "run", wrong).exit()).isEqualTo(2);
    }
  }

  @Test
  void findings_go_to_standard_error() {
    startsAndStops();

    assertThat(Typed.command(services, "gateway", "run").err())
        .isEqualTo(
            """
            warning: The home is in memory and is lost when the machine stops. [home-on-tmpfs]
              where:  /home/ann/.holdfast
              remedy: Choose a home on a disk.
            """);
  }

  @Test
  void in_json_each_event_is_a_line() {
    startsAndStops();

    Typed typed = Typed.command(services, "gateway", "run", "--json");

    assertThat(typed.out().lines())
        .hasSize(4)
        .allSatisfy(Json::parse)
        .element(2)
        .asString()
        .startsWith(
            """
            {"ok":true,"event":"ready","data":{"url":"http://127.0.0.1:18790",\
            "home":"/home/ann/.holdfast","storeId":"0d9d3a4c-6a55-4a1e-9df1-0d5b1a6f7c11",\
            "tokenFile":"/home/ann/.holdfast/token","pid":4711,"curl":"curl -w '\\\\n' http\
            """);
    assertThat(typed.out()).endsWith("{\"ok\":true,\"event\":\"ended\",\"data\":{}}\n");
    assertThat(typed.err()).isEmpty();
  }

  @Test
  void it_listens_where_the_configuration_says_and_may_make_a_store() {
    startsAndStops();

    Typed.command(services, "gateway", "run");

    assertThat(services.asked).containsExactly("run -1 IF_ABSENT");
  }

  @Test
  void its_options_are_passed_on() {
    startsAndStops();

    Typed.command(
        services, "--home", "/h", "gateway", "run", "--port", "0", "--existing", "--config", "/c");

    assertThat(services.asked).containsExactly("run 0 FORBIDDEN");
    assertThat(services.whereabouts.home()).isEqualTo("/h");
    assertThat(services.whereabouts.configuration()).isEqualTo("/c");
    assertThat(services.closed).isEqualTo(1);
  }

  @Test
  void a_port_that_cannot_be_is_refused_before_anything_starts() {
    Typed typed = Typed.command(services, "gateway", "run", "--port", "65536");

    assertThat(typed.exit()).isEqualTo(2);
    assertThat(typed.err())
        .isEqualTo("holdfast: --port takes a number from 0 to 65535, not 65536.\n");
    assertThat(services.asked).isEmpty();
  }

  @Test
  void a_negative_port_does_not_mean_the_configured_one() {
    assertThat(Typed.command(services, "gateway", "run", "--port=-1").exit()).isEqualTo(2);
  }

  @Test
  void every_problem_of_the_configuration_is_told() {
    services.run =
        (options, announcer) ->
            new Ended.BadConfiguration(List.of(Samples.UNKNOWN_KEY, Samples.UNKNOWN_KEY));

    Typed typed = Typed.command(services, "gateway", "run");

    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err())
        .isEqualTo(
            """
            holdfast: The configuration has errors; nothing was started and nothing was changed.
            error: There is no key 'gatway'. [config-unknown-key]
              where:  /home/ann/.holdfast/holdfast.json:3:5
              remedy: Did you mean 'gateway'?
            error: There is no key 'gatway'. [config-unknown-key]
              where:  /home/ann/.holdfast/holdfast.json:3:5
              remedy: Did you mean 'gateway'?
              Check it again with: holdfast config validate
            """);
  }

  @Test
  void each_other_way_to_end_has_its_own_exit_code() {
    assertThat(exitAfter(new Ended.HomeHeld("Process 12 holds it."))).isEqualTo(4);
    assertThat(exitAfter(new Ended.HomeRefused("It belongs to user 12."))).isEqualTo(4);
    assertThat(exitAfter(new Ended.CannotListen("The port is taken."))).isEqualTo(1);
    assertThat(exitAfter(new Ended.CannotServe("The disk is full."))).isEqualTo(5);
    assertThat(exitAfter(new Ended.NewerSchema("Written by version 9."))).isEqualTo(78);
  }

  private int exitAfter(Ended ended) {
    services.run = (options, announcer) -> ended;
    return Typed.command(services, "gateway", "run").exit();
  }
}
