package dev.holdfast.app.doctor;

import static dev.holdfast.app.doctor.DatabaseSamples.LARGE;
import static dev.holdfast.app.doctor.DatabaseSamples.SETTINGS;
import static dev.holdfast.app.doctor.DatabaseSamples.SOUND;
import static dev.holdfast.app.doctor.DatabaseSamples.content;
import static dev.holdfast.app.doctor.DatabaseSamples.database;
import static dev.holdfast.app.doctor.DatabaseSamples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Dangling;
import dev.holdfast.ports.out.env.DatabaseFacts.Integrity;
import dev.holdfast.ports.out.env.DatabaseFacts.LeaseState;
import dev.holdfast.ports.out.env.DatabaseFacts.OrphanKind;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import dev.holdfast.ports.out.env.DatabaseFacts.Registration;
import dev.holdfast.ports.out.env.DatabaseFacts.Role;
import dev.holdfast.ports.out.env.DatabaseFacts.SchemaState;
import dev.holdfast.ports.out.env.DatabaseFacts.Standing;
import dev.holdfast.ports.out.env.DatabaseFacts.UnendedTurn;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What is concluded from the schema of a database")
final class SchemaCheckTest {

  @TempDir private Path folder;
  private Clinic clinic;

  @BeforeEach
  void openClinic() {
    clinic = new Clinic(folder);
  }

  @Test
  void an_older_schema_is_upgraded_once_for_the_home() {
    SchemaState older = new SchemaState(Standing.OLDER, "1", "2");
    hold(
        database(content(SETTINGS, older, SOUND, List.of(), List.of())),
        database(content(SETTINGS, older, SOUND, List.of(), List.of())));

    assertThat(clinic.look("schema")).hasSize(2);
    assertThat(clinic.examine("schema").plan())
        .containsExactly(new Repair.UpgradeStore(clinic.home.toString()));
  }

  @Test
  void an_older_database_that_the_store_does_not_know_is_told_and_not_upgraded() {
    SchemaState older = new SchemaState(Standing.OLDER, "1", "2");
    hold(
        new DatabaseFacts(
            Clinic.AGENT,
            new Role.Agent("main"),
            Registration.UNREGISTERED,
            10,
            0,
            content(SETTINGS, older, SOUND, List.of(), List.of())));

    assertThat(only("schema").finding().id()).isEqualTo("schema-older");
    assertThat(clinic.examine("schema").plan()).isEmpty();
  }

  @Test
  void a_newer_schema_is_told_by_the_id_that_ends_the_command_with_its_own_code() {
    SchemaState newer = new SchemaState(Standing.NEWER, "9", "2");
    hold(database(content(SETTINGS, newer, SOUND, List.of(), List.of())));

    assertThat(only("schema").finding().id()).isEqualTo(Doctor.SCHEMA_NEWER);
    assertThat(only("schema").repairs()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Standing.class,
      names = {"NEWER", "FOREIGN"})
  void whatever_is_wrong_with_a_database_of_another_program_nothing_is_planned(Standing standing) {
    SchemaState another = new SchemaState(standing, "9", "2");
    Integrity damaged =
        new Integrity.Checked(
            List.of("Page 3: never used"), List.of(new Dangling("turns", "transcripts", 2)));
    Content content =
        content(
            SETTINGS,
            another,
            damaged,
            List.of(new Orphans(OrphanKind.ARTIFACTS_WITHOUT_EVENT, 3, List.of("a"))),
            List.of(turn("left", new LeaseState.Free())));
    hold(
        new DatabaseFacts(
            Clinic.AGENT, new Role.Agent("main"), Registration.REGISTERED, 10, LARGE, content));

    Doctor.Examination examination = clinic.examine();

    assertThat(examination.problems())
        .extracting(Problem::check)
        .containsExactly("integrity", "schema", "foreign-keys", "orphans", "wal-size", "turns");
    assertThat(examination.plan()).isEmpty();
    assertThat(examination.problems())
        .filteredOn(problem -> !problem.check().equals("schema"))
        .allMatch(problem -> problem.finding().remedy().contains("another program"));
  }

  @Test
  void agents_below_a_newer_control_plane_are_not_upgraded_and_their_turns_not_ended() {
    SchemaState older = new SchemaState(Standing.OLDER, "1", "2");
    SchemaState newer = new SchemaState(Standing.NEWER, "9", "2");
    List<UnendedTurn> left = List.of(turn("left", new LeaseState.Free()));
    hold(
        new DatabaseFacts(
            Clinic.CONTROL_PLANE,
            new Role.ControlPlane(),
            Registration.REGISTERED,
            10,
            0,
            content(SETTINGS, newer, SOUND, List.of(), List.of())),
        database(content(SETTINGS, older, SOUND, List.of(), left)));

    Doctor.Examination examination = clinic.examine();

    assertThat(examination.problems())
        .extracting(Problem::check)
        .containsExactly("schema", "schema", "turns");
    assertThat(examination.plan()).isEmpty();
  }

  private void hold(DatabaseFacts... databases) {
    clinic.stores.put(clinic.home.toString(), Clinic.store(Clinic.STORE, databases));
  }

  private Problem only(String check) {
    List<Problem> problems = clinic.look(check);
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }
}
