package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.HomeHolder.Reach;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.Standing.Named;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.GatewayRuns.Address;
import dev.holdfast.ports.in.GatewayRuns.Status;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.in.StateReport.KnownBy;
import dev.holdfast.ports.in.StateReport.OtherHome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("state")
final class StateShowTest {

  private static final String HOME = "/home/ann/.holdfast";
  private static final String FILE = HOME + "/holdfast.json";
  private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final List<String> DATABASES =
      List.of("state/holdfast.sqlite", "agents/main/agent/holdfast-agent.sqlite");
  private static final List<StateReport.Step> STEPS =
      List.of(
          new StateReport.Step("--home", "", StateReport.Taken.NO, "not given"),
          new StateReport.Step("$HOME", HOME, StateReport.Taken.YES, "nothing else was named"));
  private static final HomeHolder GATEWAY =
      new HomeHolder.Gateway(
          "http://127.0.0.1:18790",
          42,
          SINCE,
          new StoreId("0d9d"),
          Reach.HERE,
          "its record names a process that lives");

  private final FixedServices services = new FixedServices();

  @Test
  void it_tells_where_state_is_and_why_there() {
    services.state = () -> report("0d9d", DATABASES);

    Typed typed = Typed.command(services, "state");

    assertThat(typed.out())
        .isEqualTo(
            """
            home           /home/ann/.holdfast
            configuration  /home/ann/.holdfast/holdfast.json
            store          0d9d
            databases      state/holdfast.sqlite, agents/main/agent/holdfast-agent.sqlite
            gateway        not running

            LOOKED AT  VALUE                TAKEN  REASON
            --home                          no     not given
            $HOME      /home/ann/.holdfast  yes    nothing else was named
            """);
    assertThat(typed.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR, home-of-another-user, cannot be looked at",
    "WARNING, home-of-another-user, none found",
    "ERROR, store-unreadable, cannot be looked at",
    "ERROR, other, none found"
  })
  void it_does_not_say_that_there_is_none_where_nobody_could_look(
      Severity severity, String id, String told) {
    services.state =
        () -> report("", List.of(), new Finding(id, severity, "It is so.", HOME, "Do."));

    assertThat(Typed.command(services, "state").out())
        .contains("store          " + told + "\n", "databases      " + told + "\n");
  }

  @Test
  void a_narrow_terminal_does_not_cut_the_place() {
    services.state = () -> report("0d9d", DATABASES);

    assertThat(Typed.command(new Terminal.Screenful(40), services, "state").out())
        .contains("VALUE      /home/ann/.holdfast\n");
  }

  @Test
  void it_tells_the_gateway_and_the_evidence_for_it() {
    services.state = () -> held(GATEWAY);

    assertThat(Typed.command(services, "state").out())
        .contains(
            "gateway        running at http://127.0.0.1:18790 (process 42, since"
                + " 2026-01-02T03:04:05Z): its record names a process that lives\n");
    assertThat(Typed.command(services, "state", "--json").out())
        .contains(
            """
            "gateway":{"url":"http://127.0.0.1:18790","home":"/home/ann/.holdfast",\
            "storeId":"0d9d","tokenFile":"/home/ann/.holdfast/token","pid":42,"state":"running",\
            "since":"2026-01-02T03:04:05.678Z","reach":"here",\
            "evidence":"its record names a process that lives"}\
            """);
  }

  @Test
  void it_tells_a_holder_that_has_not_said_what_it_is() {
    services.state = () -> held(new HomeHolder.Unannounced(77, SINCE, "the kernel says so"));

    assertThat(Typed.command(services, "state").out())
        .contains(
            "not known: process 77 holds the home since 2026-01-02T03:04:05Z and has not said what"
                + " it is: the kernel says so\n");
    assertThat(Typed.command(services, "state", "--json").out())
        .contains(
            """
            "state":"unknown","message":"held","pid":77,"since":"2026-01-02T03:04:05.678Z",\
            "evidence":"the kernel says so"}\
            """);
  }

  @Test
  void it_tells_a_holder_of_whom_nothing_is_known() {
    services.state = () -> held(new HomeHolder.Unknown("its lock is held"));

    assertThat(Typed.command(services, "state").out())
        .contains("gateway        not known: its lock is held\n");
  }

  @Test
  void it_tells_a_shadow_and_the_home_that_is_meant() {
    services.state =
        () -> standing(new Standing.Shadow("/srv/.openclaw", "/srv/.holdfast", Named.IMPLIED));

    assertThat(Typed.command(services, "state").out())
        .contains(
            "standing       a shadow: it lies in the isolated home of an agent of /srv/.openclaw;"
                + " /srv/.holdfast is meant\n");
    assertThat(Typed.command(services, "state", "--json").out())
        .contains(
            """
            "standing":{"kind":"shadow","tree":"/srv/.openclaw",\
            "canonicalHome":"/srv/.holdfast","named":"implied"}\
            """);
    assertThat(Typed.command(services, "state").exit()).isZero();
  }

  @Test
  void it_tells_a_gateway_that_contradicts_HOME() {
    services.state = () -> standing(new Standing.Contradicted("/srv/.holdfast"));

    assertThat(Typed.command(services, "state").out())
        .contains("standing       contradicted: HOME means /srv/.holdfast\n");
    assertThat(Typed.command(services, "state", "--json").out())
        .contains("\"standing\":{\"kind\":\"contradicted\",\"canonicalHome\":\"/srv/.holdfast\"}");
  }

  @Test
  void it_tells_the_real_path_of_a_link_and_the_homes_of_copies() {
    services.state =
        () ->
            new StateReport(
                HOME,
                "/data/holdfast",
                new Standing.Own(),
                STEPS,
                FILE,
                "0d9d",
                DATABASES,
                new Status.NotRunning(HOME),
                new HomeHolder.Nobody(),
                List.of(
                    new OtherHome("/srv/copy", KnownBy.RUNNING_GATEWAY),
                    new OtherHome("/srv/former", KnownBy.FORMER_PLACE)),
                List.of());

    assertThat(Typed.command(services, "state").out())
        .contains("real path      /data/holdfast\n")
        .contains(
            "same store in  /srv/copy (a gateway runs there), /srv/former (it was opened there"
                + " before)\n");
    assertThat(Typed.command(services, "state", "--json").out())
        .contains(
            """
            "otherHomes":[{"home":"/srv/copy","knownBy":"running_gateway"},\
            {"home":"/srv/former","knownBy":"former_place"}]\
            """);
  }

  @Test
  void a_home_without_a_store_says_so_and_findings_follow() {
    services.state = () -> report("", List.of(), Samples.UNKNOWN_KEY);

    assertThat(Typed.command(services, "state").out())
        .contains("store          none found\ndatabases      none found\n")
        .endsWith(
            "\n\nerror: There is no key 'gatway'. [config-unknown-key]\n"
                + "  where:  /home/ann/.holdfast/holdfast.json:3:5\n"
                + "  remedy: Did you mean 'gateway'?\n");
  }

  @Test
  void json_says_null_where_there_is_nothing() {
    services.state = () -> report("", List.of());

    assertThat(Typed.command(services, "state", "--json").out())
        .isEqualTo(
            """
            {"ok":true,"data":{"home":"/home/ann/.holdfast","realHome":"/home/ann/.holdfast",\
            "standing":{"kind":"own"},\
            "configuration":"/home/ann/.holdfast/holdfast.json","storeId":null,"databases":[],\
            "gateway":{"home":"/home/ann/.holdfast","state":"not_running"},"otherHomes":[],\
            "steps":[{"source":"--home","value":null,"taken":false,"reason":"not given"},\
            {"source":"$HOME","value":"/home/ann/.holdfast","taken":true,\
            "reason":"nothing else was named"}],"findings":[]}}
            """);
  }

  @Test
  void where_nothing_can_be_located_it_fails_and_says_why() {
    services.state =
        () ->
            new StateReport(
                "",
                "",
                new Standing.Own(),
                List.of(new StateReport.Step("$HOME", "", StateReport.Taken.NO, "HOME is not set")),
                "",
                "",
                List.of(),
                new Status.NotRunning(""),
                new HomeHolder.Nobody(),
                List.of(),
                List.of(Samples.UNKNOWN_KEY));

    Typed typed = Typed.command(services, "state");

    assertThat(typed.exit()).isEqualTo(5);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err())
        .startsWith("holdfast: Where state is cannot be told. Nothing was read or written.\n")
        .contains("HOME is not set", "[config-unknown-key]");
  }

  private static StateReport report(String storeId, List<String> databases, Finding... findings) {
    return new StateReport(
        HOME,
        HOME,
        new Standing.Own(),
        STEPS,
        FILE,
        storeId,
        databases,
        new Status.NotRunning(HOME),
        new HomeHolder.Nobody(),
        List.of(),
        List.of(findings));
  }

  private static StateReport standing(Standing standing) {
    return new StateReport(
        HOME,
        HOME,
        standing,
        STEPS,
        FILE,
        "",
        List.of(),
        new Status.NotRunning(HOME),
        new HomeHolder.Nobody(),
        List.of(),
        List.of());
  }

  private static StateReport held(HomeHolder holder) {
    Status status =
        switch (holder) {
          case HomeHolder.Nobody() -> new Status.NotRunning(HOME);
          case HomeHolder.Gateway gateway ->
              new Status.Running(
                  new Address(gateway.url(), HOME, "0d9d", HOME + "/token", gateway.pid()), SINCE);
          case HomeHolder.Unannounced _ -> new Status.HeldUnknown(HOME, "held");
          case HomeHolder.Unknown _ -> new Status.HeldUnknown(HOME, "held");
        };
    return new StateReport(
        HOME,
        HOME,
        new Standing.Own(),
        STEPS,
        FILE,
        "0d9d",
        DATABASES,
        status,
        holder,
        List.of(),
        List.of());
  }
}
