package dev.holdfast.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.LockAttempt;
import dev.holdfast.app.files.PublishedRecord;
import dev.holdfast.app.files.UserId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.HomeRepairs.Treatment;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.out.env.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The checks of places")
final class PlaceChecksTest {

  private static final StoreId OTHER = new StoreId("0b2c1f5e-9999-4222-8333-444455556666");

  @TempDir private Path folder;
  private Clinic clinic;

  @BeforeEach
  void openClinic() {
    clinic = new Clinic(folder);
  }

  @Test
  void of_another_user_s_home_only_that_is_told() throws IOException {
    clinic.asker = new UserId(UserId.ofThisProcess().value() + 4_000);
    Clinic.mode(clinic.home.resolve("token"), "rw-r--r--");
    clinic.configured = List.of(new Finding("other", Severity.ERROR, "It is.", "/x", "Do."));

    Examination examination = clinic.examine();

    assertThat(examination.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.finding().id()).isEqualTo("home-of-another-user");
              assertThat(problem.finding().what())
                  .contains("belongs to user " + UserId.ofThisProcess(), "user " + clinic.asker)
                  .as("this home is open, and could be looked at")
                  .doesNotContain("cannot");
              assertThat(problem.finding().remedy())
                  .contains("sudo -u '#" + UserId.ofThisProcess() + "'");
              assertThat(problem.evidence().getFirst())
                  .startsWith("not looked at: shadow-trees, ")
                  .contains("configuration", "token");
              assertThat(problem.repairs()).isEmpty();
            });
    assertThat(examination.looked()).containsExactly("location");
  }

  @Test
  void what_the_way_to_the_home_tells_is_told_with_its_steps() {
    clinic.located =
        List.of(new Finding("location-shadow", Severity.WARNING, "It is one.", "/x", "Go."));

    assertThat(clinic.look("location"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.finding().id()).isEqualTo("location-shadow");
              assertThat(problem.evidence())
                  .containsExactly("--home " + clinic.home + ": it was named");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {".holdfast", ".openclaw"})
  void a_store_in_an_isolated_home_is_shown_and_renamed_but_not_changed(String tree)
      throws IOException {
    Path outer = clinic.user.resolve(tree);
    Path shadow = clinic.storeAt(outer.resolve("agents/x/agent/codex-home/home/.holdfast"), OTHER);
    Files.writeString(shadow.resolve("state/notes"), "kept");

    Treatment.Treated treated = clinic.treat("shadow-trees");

    assertThat(treated.steps()).hasSize(1);
    assertThat(shadow).doesNotExist();
    assertThat(treated.after().problems()).isEmpty();
    try (var left = Files.list(shadow.getParent())) {
      assertThat(left)
          .singleElement()
          .satisfies(
              archived -> {
                assertThat(archived.getFileName().toString())
                    .matches("[.]holdfast[.]archived-[0-9]{8}T[0-9]{6}Z");
                assertThat(archived.resolve("state/notes")).hasContent("kept");
                assertThat(archived.resolve("holdfast.lock")).doesNotExist();
              });
    }
  }

  @Test
  void a_shadow_of_another_home_is_told_and_left_to_who_looks_after_that_home() throws IOException {
    Path other = clinic.storeAt(clinic.user.resolve(".openclaw-other"), OTHER);
    Path shadow = clinic.storeAt(other.resolve("agents/x/agent/codex-home/home/.holdfast"), OTHER);

    assertThat(clinic.look("shadow-trees"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.finding().id()).isEqualTo("shadow-store-elsewhere");
              assertThat(problem.finding().severity()).isEqualTo(Severity.INFO);
              assertThat(problem.finding().where()).isEqualTo(shadow.toString());
              assertThat(problem.finding().remedy()).endsWith("--home " + other);
            });
    assertThat(clinic.treat("shadow-trees").steps()).isEmpty();
    assertThat(shadow).isDirectory();
  }

  @Test
  void a_home_that_an_agent_s_link_leads_to_is_no_shadow() throws IOException {
    Path isolated = clinic.privateFolder(clinic.home.resolve("agents/main/agent/codex-home"));
    Files.createSymbolicLink(isolated.resolve("home"), clinic.user);

    assertThat(clinic.look("shadow-trees")).isEmpty();
  }

  @Test
  void both_sides_of_a_shadow_are_shown() throws IOException {
    Path shadow =
        clinic.storeAt(clinic.home.resolve("agents/main/agent/codex-home/home/.holdfast"), OTHER);

    assertThat(clinic.look("shadow-trees"))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(String.join("\n", problem.evidence()))
                    .contains(
                        clinic.home.toString(),
                        Clinic.STORE.value(),
                        shadow.toString(),
                        OTHER.value()));
  }

  @Test
  void a_shadow_that_somebody_works_on_is_left() throws IOException {
    Path shadow =
        clinic.storeAt(clinic.home.resolve("agents/main/agent/codex-home/home/.holdfast"), OTHER);
    try (HomeLock held = held(shadow)) {
      assertThat(clinic.treat("shadow-trees").steps())
          .singleElement()
          .satisfies(step -> assertThat(step.outcome()).isInstanceOf(Repair.Outcome.NotDone.class));
      assertThat(held.home()).isDirectory();
    }
  }

  @Test
  void a_copy_that_bears_the_same_id_is_told_with_both_sides() throws IOException {
    Path copy = clinic.storeAt(clinic.user.resolve("copy"), Clinic.STORE);
    clinic.others =
        List.of(new StateReport.OtherHome(copy.toString(), StateReport.KnownBy.FORMER_PLACE));

    assertThat(clinic.look("divergent-stores"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.finding().what()).contains(copy.toString());
              assertThat(problem.finding().remedy()).contains("holdfast state new-id");
              assertThat(problem.evidence()).hasSize(2);
            });

    clinic.others = List.of();
    assertThat(clinic.look("divergent-stores")).isEmpty();
  }

  @Test
  void a_record_left_behind_is_removed_from_the_home_and_from_the_runtime_folder() {
    clinic.leaveRecord();

    assertThat(clinic.look("lock-and-record"))
        .extracting(problem -> problem.finding().id())
        .containsExactly("record-stale", "record-stale");
    Treatment.Treated treated = clinic.treat("lock-and-record");

    assertThat(treated.after().problems()).isEmpty();
    assertThat(clinic.user.resolve("runtime/holdfast")).isEmptyDirectory();
    assertThat(clinic.home.resolve("gateway.json")).doesNotExist();
  }

  @Test
  void what_needs_the_lock_is_planned_last() throws IOException {
    clinic.storeAt(clinic.home.resolve("agents/main/agent/codex-home/home/.holdfast"), OTHER);
    clinic.leaveRecord();

    Clinic.mode(clinic.home.resolve("token"), "rw-r--r--");

    assertThat(clinic.examine("shadow-trees", "lock-and-record", "permissions").plan())
        .extracting(Repair::kind)
        .containsExactly("archive-tree", "restrict", "remove-record", "remove-record");
  }

  @Test
  void a_lock_file_that_was_replaced_under_a_gateway_is_told_and_its_record_kept()
      throws IOException {
    try (HomeLock held = held(clinic.home);
        PublishedRecord record = clinic.publish(held)) {
      assertThat(clinic.look("lock-and-record")).isEmpty();

      Path other = clinic.privateFile("other", "");
      Files.move(other, clinic.home.resolve("holdfast.lock"), StandardCopyOption.REPLACE_EXISTING);

      assertThat(clinic.look("lock-and-record"))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.finding().id()).isEqualTo("lock-replaced");
                assertThat(problem.finding().remedy()).contains("holdfast gateway stop");
                assertThat(problem.repairs()).isEmpty();
              });
      assertThat(record.files()).allSatisfy(file -> assertThat(file).exists());
    }
    assertThat(clinic.look("lock-and-record")).isEmpty();
  }

  @Test
  void nothing_is_mended_that_needs_the_home_while_somebody_holds_it() throws IOException {
    clinic.leaveRecord();
    var planned = clinic.examine("lock-and-record");

    try (HomeLock held = held(clinic.home)) {
      assertThat(clinic.doctor().treat(planned, Progress.SILENT))
          .isInstanceOfSatisfying(
              Treatment.Refused.class,
              refused -> assertThat(refused.finding().id()).isEqualTo("home-held"));
      assertThat(held.home()).isEqualTo(clinic.home);
    }
    assertThat(clinic.user.resolve("runtime/holdfast")).isNotEmptyDirectory();
  }

  @Test
  void state_of_another_product_is_told_and_not_touched() throws IOException {
    Path legacy = clinic.privateFolder(clinic.user.resolve(".openclaw"));
    Path sign = Files.writeString(legacy.resolve("openclaw.json"), "{}");

    assertThat(clinic.look("legacy-state"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.finding().severity()).isEqualTo(Severity.INFO);
              assertThat(problem.finding().where()).isEqualTo(legacy.toString());
              assertThat(problem.evidence()).containsExactly("openclaw.json");
              assertThat(problem.repairs()).isEmpty();
            });
    assertThat(sign).hasContent("{}");

    Files.delete(sign);
    assertThat(clinic.look("legacy-state")).isEmpty();
  }

  private HomeLock held(Path home) {
    return switch (clinic.locks.acquire(home)) {
      case LockAttempt.Acquired(HomeLock lock) -> lock;
      case LockAttempt.HeldElsewhere _, LockAttempt.Failed _ ->
          throw new AssertionError("cannot lock " + home);
    };
  }
}
