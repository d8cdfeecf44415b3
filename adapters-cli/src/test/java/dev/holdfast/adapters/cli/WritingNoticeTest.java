package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.StoredHome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Before a command writes it names")
final class WritingNoticeTest {

  private static final String HOME = Samples.ADDRESS.home();

  private final FixedServices services = new FixedServices();
  private final FixedDoctor doctor = new FixedDoctor();

  @BeforeEach
  void openAHomeOfSeveralAgents() {
    Sight.Home usual = Samples.home(new HomeHolder.Nobody(), Samples.noToken());
    services.door =
        () ->
            new Sight.Home(
                usual.home(),
                usual.standing(),
                usual.findings(),
                usual.user(),
                usual.owner(),
                usual.medium(),
                usual.store(),
                usual.holder(),
                List.of("state/c", "agents/b/x", "agents/bee/x", "agents/main/x"),
                usual.token());
    services.stored = () -> new StoredHome.Open(services.lists);
    services.direct = () -> new DirectAccess.Granted(new FixedHome(services.lists, Samples.STORE));
    services.lists.session = new Outcome.Done<>(Samples.summary());
    services.doctor = () -> doctor;
  }

  private String notice(String line) {
    Typed typed = Typed.command(services, (line + " --dry-run").split(" "));
    return typed.err().lines().findFirst().orElse("");
  }

  private static String directly(String what) {
    return "directly: home " + HOME + ", " + what + ", store " + Samples.STORE;
  }

  @ParameterizedTest
  @CsvSource({
    "sessions reset agent:b:ann",
    "sessions reset agent:B:ann",
    "sessions reset ann --agent b",
    "sessions delete agent:b:ann",
    "sessions patch agent:b:ann --label x",
    "sessions recover agent:b:ann",
    "sessions recover --agent b",
    // A key counts before the option; both together are refused later.
    "sessions reset agent:b:ann --agent main"
  })
  void the_database_of_the_agent_that_key_or_option_names(String line) {
    assertThat(notice(line)).isEqualTo(directly("database " + HOME + "/agents/b/x"));
  }

  @ParameterizedTest
  @CsvSource({"sessions reset ann", "sessions recover", "turns abort turn_1"})
  void every_agents_database_where_the_store_alone_knows_which(String line) {
    assertThat(notice(line))
        .isEqualTo(
            directly(
                "database "
                    + HOME
                    + "/agents/b/x, "
                    + HOME
                    + "/agents/bee/x, "
                    + HOME
                    + "/agents/main/x"));
  }

  @Test
  void none_for_an_agent_that_has_none() {
    assertThat(notice("sessions reset agent:new:ann")).isEqualTo(directly("no database yet"));
  }

  @Test
  void what_the_repairs_of_a_plan_write_and_nothing_else() {
    Finding older =
        new Finding("schema-older", Severity.WARNING, "It is.", HOME + "/agents/b/x", "Do.");
    Finding open =
        new Finding("permissions-wrong", Severity.WARNING, "It is.", "/elsewhere", "Do.");
    doctor.examination =
        FixedDoctor.examination(
            List.of(
                new Problem("schema", older, List.of(), List.of(new Repair.UpgradeStore(HOME))),
                new Problem(
                    "permissions",
                    open,
                    List.of(),
                    List.of(
                        new Repair.Restrict(HOME + "/token", Repair.Target.FILE, 1000, 0600),
                        new Repair.EmptyLog(HOME, "agents/main/x")))));
    services.repairs = () -> (examination, progress) -> doctor.treatment;

    Typed text = Typed.command(services, "doctor", "--fix");
    Typed json = Typed.command(services, "doctor", "--fix", "--json");

    List<String> written =
        Stream.of("/agents/b/x", "/token", "/agents/main/x").map(HOME::concat).toList();
    assertThat(text.err())
        .startsWith(
            "directly: home " + HOME + ", writes " + String.join(", ", written) + ", store s-1\n");
    assertThat(json.out().lines().findFirst().orElse(""))
        .contains("\"writes\":[\"" + String.join("\",\"", written) + "\"]")
        .doesNotContain("state/holdfast.sqlite");
  }

  @Test
  void a_store_that_nobody_can_name_as_that() {
    Sight.Home usual = Samples.home(new HomeHolder.Nobody(), Samples.noToken());
    services.door =
        () ->
            new Sight.Home(
                usual.home(),
                usual.standing(),
                usual.findings(),
                usual.user(),
                usual.owner(),
                usual.medium(),
                new StoreAtPath.Unreadable("It is damaged."),
                usual.holder(),
                usual.databases(),
                usual.token());
    services.repairs = () -> (examination, progress) -> doctor.treatment;
    Finding damaged =
        new Finding("database-damaged", Severity.ERROR, "It is.", HOME + "/state/c", "Do.");
    doctor.examination =
        new Examination(
            HOME,
            "",
            "",
            List.of("integrity"),
            List.of(
                new Problem(
                    "integrity",
                    damaged,
                    List.of(),
                    List.of(
                        new Repair.SalvageDatabase(
                            HOME, "state/c", Repair.LostIdentity.REPLACED)))));

    assertThat(Typed.command(services, "doctor", "--fix", "--yes").err())
        .startsWith(
            "directly: home "
                + HOME
                + ", writes "
                + HOME
                + "/state/c, store not known, because its id cannot be read\n");
    assertThat(Typed.command(services, "doctor", "--fix", "--yes", "--json").out())
        .contains("\"storeId\":null");
  }
}
