package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.DirectAccess;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.SessionPlace;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TurnSummary;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Before a command writes it names")
final class WritingNoticeTest {

  private static final String HOME = Samples.ADDRESS.home();
  private static final AgentId BEE = AgentId.of("bee");
  private static final SessionPlace ANN =
      new SessionPlace(
          BEE,
          SessionKey.ofStored("agent:bee:ann"),
          new SessionId("s-1"),
          new PreviousSession.None());
  private static final ArchiveSummary ARCHIVED_OF_BEE =
      new ArchiveSummary(new ArchiveId("a-1"), ANN, "", 4, Samples.NOON);
  private static final TurnSummary TURN_OF_BEE =
      new TurnSummary(
          new TurnId("turn_1"),
          BEE,
          "agent:bee:ann",
          "s-1",
          "r-1",
          "",
          "chat",
          "holdfast",
          "demo/demo",
          Samples.NOON,
          new TurnSummary.Stage.Running());

  private final FixedServices services = new FixedServices();
  private final FixedDoctor doctor = new FixedDoctor();
  private StubGateway gateway;

  @BeforeEach
  void openAHomeOfSeveralAgents() throws IOException {
    gateway = new StubGateway();
    stands(Samples.home(new HomeHolder.Nobody(), Samples.noToken()));
    services.stored = () -> new StoredHome.Open(services.lists);
    services.direct = () -> new DirectAccess.Granted(new FixedHome(services.lists, Samples.STORE));
    services.lists.session = new Outcome.Done<>(Samples.summary());
    services.doctor = () -> doctor;
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private void stands(Sight.Home usual) {
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
  @ValueSource(
      strings = {
        "sessions reset ann",
        "sessions delete ann",
        "sessions patch ann --label x",
        "sessions recover ann",
        "turns abort turn_1",
        "sessions restore a-1"
      })
  void the_database_of_the_one_agent_that_the_store_knows_for_it_and_no_others(String line) {
    services.lists.agent = new Outcome.Done<>(BEE);
    services.lists.turn = new Outcome.Done<>(TURN_OF_BEE);
    services.lists.archives = new PageOf<>(List.of(ARCHIVED_OF_BEE), "");

    assertThat(notice(line)).isEqualTo(directly("database " + HOME + "/agents/bee/x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessions reset ann", "turns abort turn_1", "sessions restore a-1"})
  void the_control_plane_where_nothing_but_a_refusal_will_be_taken_down(String line) {
    services.lists.agent = Outcome.refused("session_key_malformed", "It makes no sense.");

    assertThat(notice(line)).isEqualTo(directly("database " + HOME + "/state/c"));
  }

  @Test
  void every_agents_database_where_all_of_them_are_meant() {
    assertThat(notice("sessions recover"))
        .isEqualTo(
            directly(
                "database %1$s/agents/b/x, %1$s/agents/bee/x, %1$s/agents/main/x".formatted(HOME)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sessions reset ann           | key        | agents/bee/x
          sessions patch ann --label x | key        | agents/bee/x
          sessions recover ann         | key        | agents/bee/x
          turns abort turn_1           | running    | agents/bee/x
          turns abort turn_1           | waiting    | state/c
          """)
  void the_database_that_the_gateway_will_write(String line, String state, String database) {
    stands((Sight.Home) gateway.door());
    gateway.finds(
        """
        {"agent":"bee","key":"agent:bee:ann","session_id":"s-1","previous_session_id":null,\
        "label":null,"events":4,"selected_model":null,"created_at":"2026-01-02T03:04:05Z",\
        "started_at":"2026-01-02T03:04:05Z","updated_at":"2026-01-02T03:04:05Z",\
        "last_interaction_at":"2026-01-02T03:04:05Z","version":7,"id":"turn_1","state":"%s",\
        "position":1,"request_id":"r-1","api":null,"model":"m","route":null,"attempt_of":null,\
        "since":"2026-01-02T03:04:05Z"}\
        """
            .formatted(state));

    // What the file says was not reloaded: the gateway leads bare keys to another agent still.
    assertThat(notice(line)).isEqualTo(gateway.notice(database).strip());
  }

  @Test
  void what_the_store_tells_where_the_gateway_has_no_such_session() {
    stands((Sight.Home) gateway.door());
    gateway.refuses(404, "session_not_found", "There is none.");
    services.lists.agent = new Outcome.Done<>(BEE);

    assertThat(notice("sessions reset ann")).isEqualTo(gateway.notice("agents/bee/x").strip());
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
