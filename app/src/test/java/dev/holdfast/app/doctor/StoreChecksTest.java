package dev.holdfast.app.doctor;

import static dev.holdfast.app.doctor.DatabaseSamples.CURRENT;
import static dev.holdfast.app.doctor.DatabaseSamples.LARGE;
import static dev.holdfast.app.doctor.DatabaseSamples.SETTINGS;
import static dev.holdfast.app.doctor.DatabaseSamples.SOUND;
import static dev.holdfast.app.doctor.DatabaseSamples.content;
import static dev.holdfast.app.doctor.DatabaseSamples.database;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Dangling;
import dev.holdfast.ports.out.env.DatabaseFacts.Integrity;
import dev.holdfast.ports.out.env.DatabaseFacts.OrphanKind;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import dev.holdfast.ports.out.env.DatabaseFacts.Reason;
import dev.holdfast.ports.out.env.DatabaseFacts.Registration;
import dev.holdfast.ports.out.env.DatabaseFacts.Role;
import dev.holdfast.ports.out.env.DatabaseFacts.Settings;
import dev.holdfast.ports.out.env.DatabaseFacts.View;
import dev.holdfast.ports.out.env.Progress;
import dev.holdfast.ports.out.env.StoreFacts;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StoreProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What the checks of databases conclude")
final class StoreChecksTest {

  @TempDir private Path folder;
  private Clinic clinic;

  @BeforeEach
  void openClinic() {
    clinic = new Clinic(folder);
    hold(database(content(SETTINGS, CURRENT, SOUND, List.of(), List.of())));
  }

  @Test
  void a_healthy_database_has_no_findings() {
    assertThat(clinic.examine().problems()).isEmpty();
  }

  @Test
  void looking_tells_how_far_it_is_and_what_the_store_does() {
    List<String> told = new ArrayList<>();
    Progress listener = (label, done, total) -> told.add(label + " " + done + "/" + total);

    clinic.doctor().examine(Set.of("engine", "port"), listener);
    new ToldStoreProgress(listener).at(Clinic.AGENT, StoreProgress.Stage.CHECKING, 1, 9);
    new ToldStoreProgress(listener).at(Clinic.CONTROL_PLANE, StoreProgress.Stage.COPYING, 2, 9);

    assertThat(told)
        .containsExactly(
            "looking 0/2", "looking 1/2", "looking 2/2", "checking main 1/9", "copying state 2/9");
  }

  @ParameterizedTest
  @CsvSource({"3.51.2,true", "3.9.9,true", "2.99.0,true", "3.51.3,false", "3.53.2,false"})
  void an_engine_that_can_lose_writes_is_told(String version, boolean told) {
    clinic.stores.put(
        clinic.home.toString(),
        new StoreFacts(version, Clinic.store(Clinic.STORE).identity(), List.of()));

    assertThat(clinic.look("engine")).hasSize(told ? 1 : 0);
  }

  @Test
  void a_journal_mode_that_another_program_set_is_told() {
    Settings other = new Settings("delete", 4096, 10, 0, View.WHOLE);
    hold(database(content(other, CURRENT, SOUND, List.of(), List.of())));

    assertThat(only("journal-mode").finding().what()).contains("delete");
  }

  @Test
  void damage_is_salvaged_under_the_same_identity() {
    Integrity damaged = new Integrity.Checked(List.of("Page 3: never used"), List.of());
    hold(database(content(SETTINGS, CURRENT, damaged, List.of(), List.of())));

    Problem problem = only("integrity");

    assertThat(problem.evidence()).containsExactly("Page 3: never used");
    assertThat(problem.repairs())
        .containsExactly(
            new Repair.SalvageDatabase(
                clinic.home.toString(), Clinic.AGENT, Repair.LostIdentity.KEPT));
  }

  @Test
  void a_control_plane_whose_identity_may_be_lost_may_get_a_new_one_and_the_plan_says_so() {
    clinic.stores.put(
        clinic.home.toString(),
        new StoreFacts(
            "3.53.2",
            new StoreIdentity.Unknown("It is damaged."),
            List.of(
                new DatabaseFacts(
                    Clinic.CONTROL_PLANE,
                    new Role.ControlPlane(),
                    Registration.REGISTERED,
                    10,
                    0,
                    new Content.Unreadable(Reason.DAMAGED, "It is damaged.")))));

    assertThat(only("integrity").repairs())
        .singleElement()
        .satisfies(
            repair ->
                assertThat(repair.does())
                    .contains("it is kept if its page can be read", "a new one if not"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"NOT_PLAIN", "NO_ACCESS", "NOT_OURS", "LOCKED"})
  void what_is_not_damaged_is_never_salvaged(Reason reason) {
    hold(database(new Content.Unreadable(reason, "Why.")));

    assertThat(only("integrity").repairs()).isEmpty();
  }

  @Test
  void what_was_seen_without_its_log_is_not_salvaged_but_made_whole_first() {
    Settings half = new Settings("wal", 4096, 10, 0, View.WITHOUT_LOG);
    hold(database(content(half, CURRENT, new Integrity.NotChecked(), List.of(), List.of())));
    Problem unchecked = only("integrity");
    hold(database(new Content.Unreadable(Reason.LOG_NEEDED, "Why.")));

    assertThat(unchecked.finding().id()).isEqualTo("database-unchecked");
    assertThat(only("integrity").finding().id()).isEqualTo("database-unchecked");
    assertThat(List.of(unchecked, only("integrity")))
        .allSatisfy(
            problem ->
                assertThat(problem.repairs())
                    .containsExactly(new Repair.EmptyLog(clinic.home.toString(), Clinic.AGENT)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_cannot_be_read_without_damage_is_told_and_left(boolean checked) {
    Content.Inspected sound =
        content(
            SETTINGS, CURRENT, checked ? SOUND : new Integrity.NotChecked(), List.of(), List.of());
    hold(
        database(
            new Content.Inspected(
                sound.settings(),
                sound.schema(),
                sound.integrity(),
                sound.rows(),
                sound.orphans(),
                sound.running(),
                sound.blockedProviders(),
                List.of("agents: a row holds a value that it cannot have"))));

    assertThat(only("integrity").finding().id()).isEqualTo("rows-unreadable");
    assertThat(only("integrity").repairs()).isEmpty();
  }

  @Test
  void a_salvage_that_was_not_completed_is_gone_on_with() {
    clinic.unfinishedSalvages = List.of(Clinic.AGENT);
    hold(database(new Content.Missing()));

    assertThat(only("integrity").finding().id()).isEqualTo("salvage-unfinished");
    assertThat(only("integrity").repairs()).hasSize(1);
    assertThat(clinic.look("agents")).isEmpty();
  }

  @Test
  void references_to_nothing_are_mended() {
    Integrity dangling =
        new Integrity.Checked(List.of(), List.of(new Dangling("responses", "transcripts", 2)));
    hold(database(content(SETTINGS, CURRENT, dangling, List.of(), List.of())));

    assertThat(only("foreign-keys").evidence())
        .containsExactly("2 of responses refer to no transcripts");
    assertThat(only("foreign-keys").repairs())
        .containsExactly(new Repair.MendRows(clinic.home.toString(), Clinic.AGENT));
  }

  @Test
  void events_without_their_content_are_told_and_never_planned_to_be_removed() {
    Integrity dangling =
        new Integrity.Checked(List.of(), List.of(new Dangling("events", "artifacts", 2)));
    List<Orphans> orphans =
        List.of(new Orphans(OrphanKind.EVENTS_WITHOUT_ARTIFACT, 2, List.of("s#1", "s#4")));
    hold(database(content(SETTINGS, CURRENT, dangling, orphans, List.of())));

    assertThat(only("foreign-keys").finding().id()).isEqualTo("references-lost");
    assertThat(only("foreign-keys").repairs()).isEmpty();
    assertThat(only("orphans").finding().id()).isEqualTo("content-lost");
    assertThat(only("orphans").evidence()).containsExactly("2 events without artifact: s#1, s#4");
    assertThat(only("orphans").repairs()).isEmpty();
  }

  @Test
  void orphans_are_mended_but_those_of_turns_are_left_to_recovery() {
    List<Orphans> orphans =
        List.of(
            new Orphans(OrphanKind.ARTIFACTS_WITHOUT_EVENT, 3, List.of("a", "b")),
            new Orphans(OrphanKind.LEASES_WITHOUT_RUNNING_TURN, 1, List.of("k")));
    hold(database(content(SETTINGS, CURRENT, SOUND, orphans, List.of())));

    assertThat(only("orphans").evidence()).containsExactly("3 artifacts without event: a, b");
    assertThat(only("orphans").finding().what()).startsWith("3 rows");

    hold(database(content(SETTINGS, CURRENT, SOUND, orphans.subList(1, 2), List.of())));
    assertThat(clinic.look("orphans")).isEmpty();
  }

  @Test
  void a_large_log_is_emptied() {
    Content content = content(SETTINGS, CURRENT, SOUND, List.of(), List.of());
    hold(
        new DatabaseFacts(
            Clinic.AGENT, new Role.Agent("main"), Registration.REGISTERED, 10, LARGE, content));

    assertThat(only("wal-size").repairs())
        .containsExactly(new Repair.EmptyLog(clinic.home.toString(), Clinic.AGENT));
  }

  @Test
  void what_a_check_cannot_make_anything_of_keeps_no_other_from_looking() throws IOException {
    Clinic.BrokenStore broken = new Clinic.BrokenStore();
    clinic.inspection = broken;
    Clinic.mode(clinic.home.resolve("token"), "rw-r--r--");

    Doctor.Examination examination = clinic.examine();

    assertThat(examination.problems())
        .extracting(problem -> problem.finding().id())
        .contains("check-not-possible", "permissions-wrong");
    assertThat(examination.problems())
        .filteredOn(problem -> problem.finding().id().equals("check-not-possible"))
        .allMatch(problem -> problem.finding().what().contains(Clinic.BrokenStore.WORDS))
        .allMatch(problem -> !problem.evidence().isEmpty());
    assertThat(examination.storeId()).isEmpty();
    assertThat(broken.looks).as("what cannot be read is not read again").isEqualTo(1);
  }

  @Test
  void a_database_that_is_missing_or_unknown_is_told_and_left() {
    hold(database(new Content.Missing()));
    assertThat(only("agents").finding().id()).isEqualTo("database-missing");

    hold(
        new DatabaseFacts(
            Clinic.AGENT,
            new Role.Agent("main"),
            Registration.UNREGISTERED,
            10,
            0,
            content(SETTINGS, CURRENT, SOUND, List.of(), List.of())));
    assertThat(only("agents").finding().id()).isEqualTo("database-unregistered");
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
