package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.HomeRepairs.Step;
import dev.holdfast.ports.in.HomeRepairs.Treatment;
import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.in.SessionQueries;
import dev.holdfast.ports.out.env.Progress;
import dev.holdfast.ports.out.env.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The doctor on real stores")
final class DoctorOnStoresTest {

  /** Over what a writer lets a log grow to. */
  private static final long LARGE_LOG = 65L * 1024 * 1024;

  @TempDir private Path folder;
  private SickHome sick;

  @BeforeEach
  void makeHome() {
    sick = SickHome.make(folder);
  }

  @Test
  void a_healthy_store_has_nothing_to_do_and_no_byte_of_it_changes() throws IOException {
    Map<Path, String> before = snapshot(folder);

    assertThat(problems()).isEmpty();
    assertThat(snapshot(folder)).isEqualTo(before);
  }

  @Test
  void looking_at_a_copied_home_makes_no_file_beside_its_logs() throws Exception {
    sick.leaveToken();
    sick.leaveLog(SickHome.CONTROL_PLANE, 0);
    sick.leaveLog(SickHome.AGENT, 0);
    Map<Path, String> before = snapshot(folder);

    assertThat(sick.doctor().examine(Set.of(), Progress.SILENT).problems())
        .extracting(problem -> problem.finding().id())
        .containsExactly("database-unchecked", "database-unchecked", "token-not-comparable");
    assertThat(snapshot(folder)).isEqualTo(before);
  }

  @Test
  void what_a_list_of_a_copied_home_says_to_do_makes_it_readable() throws Exception {
    sick.leaveLog(SickHome.CONTROL_PLANE, 0);
    sick.leaveLog(SickHome.AGENT, 0);
    Map<Path, String> before = snapshot(folder);

    assertThatThrownBy(this::listed)
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("Nothing was made")
        .hasMessageContaining("holdfast doctor --fix");
    assertThat(snapshot(folder)).isEqualTo(before);

    assertThat(done(treat())).hasSize(2);
    assertThat(listed()).isEqualTo(8);
  }

  @Test
  void what_a_list_says_to_do_helps_where_only_an_agent_s_log_has_no_index() throws Exception {
    sick.leaveLog(SickHome.AGENT, 0);
    Map<Path, String> before = snapshot(folder);

    assertThatThrownBy(this::listed)
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("holdfast doctor --fix");
    assertThat(snapshot(folder)).isEqualTo(before);

    assertThat(done(treat())).hasSize(1);
    assertThat(listed()).isEqualTo(8);
  }

  private int listed() {
    try (LocalServices services = sick.services()) {
      return switch (services.sessions().list("", new Start.Newest(), 100)) {
        case SessionQueries.Listing.Sessions(var sessions, var _, var _) -> sessions.size();
        case SessionQueries.Listing.NoStore _, SessionQueries.Listing.UnknownAgent _ ->
            throw new AssertionError("there is a store with an agent");
      };
    }
  }

  @Test
  void a_token_is_compared_with_those_that_the_store_knows() throws Exception {
    sick.leaveToken();

    assertThat(ids()).containsExactly("token-unknown");
  }

  @Test
  void rows_that_lost_what_they_belong_to_are_mended_after_a_copy() throws Exception {
    sick.leaveArtifacts(3);
    assertThat(ids()).containsExactly("rows-orphaned");

    Treatment.Treated treated = treat();

    assertThat(done(treated)).allMatch(told -> told.contains("The copy made before is"));
    assertThat(sick.rows("artifacts")).isZero();
    assertThat(ids()).isEmpty();
    assertThat(sick.doctor().examine(Set.of(), Progress.SILENT).plan()).isEmpty();
  }

  @Test
  void a_turn_that_a_process_left_behind_is_ended_and_its_session_goes_on() throws Exception {
    sick.leaveTurn();
    assertThat(ids()).containsExactly("turn-stuck");

    Treatment.Treated treated = treat();

    assertThat(done(treated))
        .singleElement()
        .asString()
        .startsWith("Ended as interrupted: " + "left");
    assertThat(sick.rows("turns WHERE state = 'interrupted'")).isEqualTo(1);
    assertThat(sick.rows("leases WHERE turn_id IS NOT NULL")).isZero();
    assertThat(ids()).isEmpty();
    assertThat(sick.doctor().examine(Set.of(), Progress.SILENT).plan()).isEmpty();
  }

  @Test
  void a_lease_that_no_turn_has_is_freed() throws Exception {
    sick.leaveLease();
    assertThat(ids()).containsExactly("lease-stray");

    assertThat(done(treat())).singleElement().asString().startsWith("Freed the leases of: ");

    assertThat(sick.rows("leases WHERE turn_id IS NOT NULL")).isZero();
    assertThat(ids()).isEmpty();
    assertThat(sick.doctor().examine(Set.of(), Progress.SILENT).plan()).isEmpty();
  }

  @Test
  void a_turn_is_not_ended_while_the_configuration_does_not_hold() throws Exception {
    sick.leaveTurn();
    Files.writeString(sick.home.resolve("holdfast.json"), "{\"defaultAgent\": 7}");

    assertThat(treat().steps())
        .filteredOn(step -> step.repair() instanceof Repair.EndTurns)
        .singleElement()
        .extracting(Step::outcome)
        .isInstanceOf(Repair.Outcome.NotDone.class);

    assertThat(sick.rows("turns WHERE state = 'interrupted'")).isZero();
  }

  @Test
  void a_store_of_an_older_program_is_brought_forward_after_a_copy() throws Exception {
    sick.makeOlder();
    assertThat(ids()).containsExactly("schema-older");

    assertThat(done(treat()))
        .singleElement()
        .asString()
        .contains("has schema 2 now, it had 1", "backups/before-upgrade-");

    assertInOrder();
  }

  @Test
  void a_large_log_is_written_back_and_emptied() throws Exception {
    long events = sick.rows("events");
    sick.leaveLog(SickHome.AGENT, LARGE_LOG);
    assertThat(ids()).containsExactly("database-unchecked", "wal-large");

    assertThat(done(treat())).containsExactly("It had " + LARGE_LOG + " bytes.");

    assertThat(sick.home.resolve(SickHome.AGENT + "-wal")).doesNotExist();
    assertThat(sick.rows("events")).isEqualTo(events);
    assertInOrder();
  }

  @Test
  void a_reference_to_nothing_is_mended_after_a_copy() throws Exception {
    sick.leaveReference();
    assertThat(ids()).contains("references-dangling");

    assertThat(done(treat())).allMatch(told -> told.contains("The copy made before is"));

    assertInOrder();
  }

  @Test
  void not_a_byte_of_a_newer_program_s_database_is_changed_whatever_is_wrong_with_it()
      throws Exception {
    sick.makeNewer();
    sick.leaveReference();
    sick.damage();
    assertLeft("schema-newer", "database-damaged");
  }

  @Test
  void not_a_byte_of_a_newer_program_s_large_log_is_changed() throws Exception {
    sick.makeNewer();
    sick.leaveLog(SickHome.AGENT, LARGE_LOG);
    assertLeft("schema-newer", "wal-large");
  }

  private void assertLeft(String... told) throws IOException {
    Map<Path, String> before = snapshot(folder);
    assertThat(ids()).contains(told);

    assertThat(treat().steps()).isEmpty();

    assertThat(snapshot(folder)).isEqualTo(before);
  }

  private void assertInOrder() {
    assertThat(ids()).isEmpty();
    assertThat(sick.doctor().examine(Set.of(), Progress.SILENT).plan()).isEmpty();
  }

  @Test
  void a_damaged_database_is_put_aside_and_every_readable_row_is_kept() throws Exception {
    long events = sick.rows("events");
    sick.damage();
    assertThat(ids()).contains("database-damaged");

    Treatment.Treated treated = treat();

    assertThat(done(treated))
        .anyMatch(told -> told.contains(" lost") && told.contains("is kept in"));
    assertThat(sick.rows("events")).isEqualTo(events);
    assertThat(ids()).isEmpty();
    assertThat(sick.doctor().examine(Set.of(), Progress.SILENT).plan()).isEmpty();
  }

  @Test
  void an_agent_s_database_that_is_gone_is_told_and_never_made_anew() throws IOException {
    Path database = sick.home.resolve(SickHome.AGENT);
    Path elsewhere = Files.move(database, folder.resolve("elsewhere"));

    assertThat(ids()).containsExactly("database-missing");
    assertThat(treat().steps()).isEmpty();
    assertThat(database).doesNotExist();

    Files.move(elsewhere, database);
    assertThat(ids()).isEmpty();
  }

  @Test
  void both_sides_of_a_shadow_are_told_with_their_rows() {
    Path shadow = sick.shadow();

    assertThat(problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(String.join("\n", problem.evidence()))
                    .contains(
                        "this home: " + sick.home,
                        "the second: " + shadow,
                        "with 8 sessions and 96 events"));
    assertThat(treat().after().problems()).isEmpty();
    assertThat(shadow).doesNotExist();
  }

  @Test
  void only_the_checks_that_are_named_look() throws Exception {
    sick.leaveArtifacts(1);
    sick.open(SickHome.AGENT);

    assertThat(sick.doctor().examine(Set.of("permissions"), Progress.SILENT).problems())
        .extracting(Problem::check)
        .containsExactly("permissions");
  }

  private List<Problem> problems() {
    return sick.doctor().examine(Set.of(), Progress.SILENT).problems().stream()
        // The stores of this test were made without a gateway, which makes the first token.
        .filter(problem -> problem.finding().severity() != Severity.INFO)
        .toList();
  }

  private List<String> ids() {
    return problems().stream().map(Problem::finding).map(Finding::id).toList();
  }

  private Treatment.Treated treat() {
    var doctor = sick.doctor();
    var examination = doctor.examine(Set.of(), Progress.SILENT);
    return switch (sick.doctor().treat(examination, Progress.SILENT)) {
      case Treatment.Treated treated ->
          new Treatment.Treated(
              treated.steps(),
              new Examination(
                  treated.after().home(),
                  treated.after().database(),
                  treated.after().storeId(),
                  treated.after().looked(),
                  treated.after().problems().stream()
                      .filter(problem -> problem.finding().severity() != Severity.INFO)
                      .toList()));
      case Treatment.Refused(Finding finding) -> throw new AssertionError(finding);
    };
  }

  private static List<String> done(Treatment.Treated treated) {
    assertThat(treated.steps()).isNotEmpty();
    return treated.steps().stream()
        .map(
            step ->
                switch (step.outcome()) {
                  case Repair.Outcome.Done(String told) -> told;
                  case Repair.Outcome.NothingToDo() -> "nothing";
                  case Repair.Outcome.NotDone(Finding finding) -> throw new AssertionError(finding);
                })
        .toList();
  }

  private static Map<Path, String> snapshot(Path of) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(of)) {
      all.forEach(
          path -> {
            try {
              files.put(
                  path,
                  Files.isRegularFile(path)
                      ? Arrays.hashCode(Files.readAllBytes(path))
                          + " "
                          + Files.getLastModifiedTime(path)
                      : "folder");
            } catch (IOException failure) {
              throw new UncheckedIOException(failure);
            }
          });
    }
    return files;
  }
}
