package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.GatewayRuns.Status;
import dev.holdfast.ports.in.StoredHome;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A remedy that names a command")
final class NamedHomeTest {

  private final FixedServices services = new FixedServices();

  @BeforeEach
  void run_nothing() {
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
  }

  private String remedy(String... line) {
    return Typed.command(services, line).err().lines().toList().getLast().strip();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/srv/h, /srv/h",
        "./two words, './two words'",
        "$HOME, '$HOME'",
        "a'b, 'a'\\''b'",
      })
  void names_the_home_that_was_named_as_a_shell_reads_it(String typed, String told) {
    String expected = "Start one with: holdfast --home " + told + " gateway run";

    assertThat(remedy("gateway", "stop", "--home", typed)).isEqualTo(expected);
    assertThat(remedy("--home=" + typed, "gateway", "stop")).isEqualTo(expected);
  }

  @Test
  void is_left_as_it_is_where_none_was_named() {
    assertThat(remedy("gateway", "stop")).isEqualTo("Start one with: holdfast gateway run");
  }

  @Test
  void names_no_home_twice_and_changes_nothing_but_commands() {
    services.door =
        () ->
            Samples.home(
                new Standing.Own(),
                new StoreAtPath.None(),
                new HomeHolder.Nobody(),
                Samples.noToken());

    assertThat(Typed.command(services, "sessions", "reset", "ann", "--home", "/srv/h").err())
        .contains("  The first start makes it: holdfast --home /srv/h gateway run\n")
        .endsWith(
            "  Or name another home with --home DIR; holdfast state shows how it was found.\n");
  }

  @Test
  void names_it_in_findings_and_behind_what_was_done_too() {
    FixedDoctor doctor = new FixedDoctor();
    doctor.found(
        new Finding(
            "turn-stuck", Severity.WARNING, "It is.", "", "With: holdfast sessions recover"),
        new Repair.Restrict("/srv/h/token", Repair.Target.FILE, 1000, 0600));
    services.doctor = () -> doctor;
    services.stored = () -> new StoredHome.Open(services.lists);
    services.direct = () -> new DirectAccess.Granted(new FixedHome(services.lists, Samples.STORE));

    Typed findings = Typed.command(services, "doctor", "--home", "/srv/h");
    Typed json = Typed.command(services, "doctor", "--home", "/srv/h", "--json");
    Typed deleted = Typed.command(services, "sessions", "delete", "ann", "--home", "/srv/h");

    assertThat(findings.out())
        .contains("  remedy: With: holdfast --home /srv/h sessions recover\n");
    assertThat(findings.err()).contains("1 can be mended: holdfast --home /srv/h doctor --plan");
    assertThat(json.out())
        .contains("\"remedy\":\"With: holdfast --home /srv/h sessions recover\"")
        .contains("1 can be mended: holdfast --home /srv/h doctor --plan");
    assertThat(deleted.out())
        .contains("Bring it back with: holdfast --home /srv/h sessions restore a-1\n");
  }

  @Test
  void starts_no_gateway_in_a_home_that_is_not_meant() {
    for (Standing standing :
        List.of(
            new Standing.Shadow("/tree", "/canonical", Standing.Named.IMPLIED),
            new Standing.Contradicted("/canonical"))) {
      services.door =
          () ->
              Samples.home(
                  standing, new StoreAtPath.None(), new HomeHolder.Nobody(), Samples.noToken());

      services.status = () -> new Status.NotRunning("/tree");
      assertThat(
              List.of(
                  remedy("gateway", "stop"),
                  remedy("gateway", "status"),
                  remedy("events", "follow")))
          .containsOnly("Name the home that is meant: --home /canonical");
    }
  }
}
