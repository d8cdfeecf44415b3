package dev.holdfast.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.files.UserId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.HomeRepairs.Step;
import dev.holdfast.ports.in.HomeRepairs.Treatment;
import dev.holdfast.ports.out.env.HomeMaintenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The checks of files")
final class FileChecksTest {

  @TempDir private Path folder;
  private Clinic clinic;

  @BeforeEach
  void openClinic() {
    clinic = new Clinic(folder);
  }

  @Test
  void a_healthy_home_has_no_findings() {
    assertThat(clinic.examine().problems()).isEmpty();
    assertThat(clinic.examine().looked()).hasSize(Checks.ALL.size());
  }

  @ParameterizedTest
  @CsvSource({
    ".,rwxr-x---,rwx------",
    "state,rwxr-xr-x,rwx------",
    "agents/main/agent,rwxrwx---,rwx------",
    "state/holdfast.sqlite,rw-r--r--,rw-------",
    "agents/main/agent/holdfast-agent.sqlite,rw-rw----,rw-------",
    "token,rw-r-----,rw-------",
    "holdfast.lock,rw-rw-rw-,rw-------"
  })
  void what_others_may_use_is_closed_to_them(String name, String open, String closed)
      throws IOException {
    Path path = Clinic.mode(clinic.home.resolve(name).normalize(), open);

    Treatment.Treated treated = clinic.treat("permissions");

    assertThat(treated.steps())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.repair().where()).isEqualTo(path.toString());
              assertThat(step.outcome()).isInstanceOf(Repair.Outcome.Done.class);
            });
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo(closed);
    assertThat(treated.after().problems()).isEmpty();
  }

  @Test
  void what_was_taken_since_the_plan_is_not_given_back() throws IOException {
    Path token = Clinic.mode(clinic.home.resolve("token"), "rw-r--r--");
    Path database = Clinic.mode(clinic.home.resolve(Clinic.AGENT), "rw-r--r--");
    Examination planned = clinic.examine("permissions");
    Clinic.mode(token, "r--------");
    Clinic.mode(database, "r--r-----");

    assertThat(clinic.treat(planned).steps())
        .extracting(step -> step.outcome().getClass().getSimpleName())
        .containsExactlyInAnyOrder("NothingToDo", "Done");

    assertThat(PosixFilePermissions.toString(modeOf(token))).isEqualTo("r--------");
    assertThat(PosixFilePermissions.toString(modeOf(database))).isEqualTo("r--------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"agents", "agents/main/agent", "agents/main/agent/holdfast-agent.sqlite"})
  void a_link_that_was_laid_since_the_plan_is_not_followed(String name) throws IOException {
    Clinic.mode(clinic.home.resolve(Clinic.AGENT), "rw-r--r--");
    Examination planned = clinic.examine("permissions");
    Path elsewhere = clinic.user.resolve("elsewhere");
    Files.move(clinic.home.resolve(name), elsewhere);
    Files.createSymbolicLink(clinic.home.resolve(name), elsewhere);

    assertNotDone(clinic.treat(planned));

    assertThat(PosixFilePermissions.toString(modeOf(clinic.home.resolve(Clinic.AGENT))))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void what_is_another_thing_than_planned_is_left() throws IOException {
    Path token = Clinic.mode(clinic.home.resolve("token"), "rw-r--r--");
    Examination planned = clinic.examine("permissions");
    Files.delete(token);
    Clinic.mode(Files.createDirectory(token), "rwxr-xr-x");

    assertNotDone(clinic.treat(planned));

    assertThat(PosixFilePermissions.toString(modeOf(token))).isEqualTo("rwxr-xr-x");
  }

  @Test
  void what_belongs_to_somebody_else_by_now_is_left() throws IOException {
    Path token = Clinic.mode(clinic.home.resolve("token"), "rw-r--r--");
    Repair.Restrict ofAnother =
        new Repair.Restrict(
            token.toString(), Repair.Target.FILE, UserId.ofThisProcess().value() + 1, 0600);

    assertThat(clinic.patient().mending().restrict(ofAnother))
        .isInstanceOf(Repair.Outcome.NotDone.class);

    assertThat(PosixFilePermissions.toString(modeOf(token))).isEqualTo("rw-r--r--");
  }

  @Test
  void what_fails_unforeseen_keeps_no_other_repair_from_being_done() throws IOException {
    Path token = Clinic.mode(clinic.home.resolve("token"), "rw-r--r--");
    Problem found = clinic.look("permissions").getFirst();
    Problem impossible =
        new Problem(
            found.check(),
            found.finding(),
            List.of(),
            List.of(
                new Repair.Restrict("no\0path", Repair.Target.FILE, 0, 0600),
                found.repairs().getFirst()));

    Treatment.Treated treated =
        clinic.treat(
            new Examination(
                clinic.home.toString(), "", "", List.of("permissions"), List.of(impossible)));

    assertThat(treated.steps())
        .extracting(Step::outcome)
        .hasExactlyElementsOfTypes(Repair.Outcome.NotDone.class, Repair.Outcome.Done.class);
    assertThat(PosixFilePermissions.toString(modeOf(token))).isEqualTo("rw-------");
  }

  /** To change the permissions of the lock file would let go of the lock. */
  @Test
  void permissions_are_changed_while_the_lock_is_not_held() throws IOException {
    clinic.leaveRecord();
    Clinic.mode(clinic.home.resolve("holdfast.lock"), "rw-r--r--");
    List<String> held = new ArrayList<>();
    clinic.mending = new Watched(clinic.mending, held, 2);
    Examination planned = clinic.examine("permissions", "lock-and-record");

    Treatment.Treated treated = clinic.treat(planned);

    assertThat(treated.steps()).extracting(Step::repair).isEqualTo(planned.plan());
    assertThat(held)
        .containsExactly(
            "locked",
            "released",
            "restrict",
            "locked",
            "remove-record",
            "remove-record",
            "released");
    assertThat(treated.after().problems()).isEmpty();
  }

  @Test
  void nothing_that_needs_the_lock_is_done_if_it_is_taken_meanwhile() throws IOException {
    clinic.leaveRecord();
    Clinic.mode(clinic.home.resolve("token"), "rw-r--r--");
    List<String> told = new ArrayList<>();
    clinic.mending = new Watched(clinic.mending, told, 1);

    Treatment.Treated treated = clinic.treat(clinic.examine("permissions", "lock-and-record"));

    assertThat(told).containsExactly("locked", "released", "restrict");
    assertThat(treated.steps())
        .extracting(Step::outcome)
        .hasExactlyElementsOfTypes(
            Repair.Outcome.Done.class, Repair.Outcome.NotDone.class, Repair.Outcome.NotDone.class);
  }

  /** Tells in which order things are asked for, and gives the lock only so many times. */
  private record Watched(HomeMaintenance real, List<String> told, int mostLocks)
      implements HomeMaintenance {

    @Override
    public Repair.Outcome restrict(Repair.Restrict repair) {
      told.add(repair.kind());
      return real.restrict(repair);
    }

    @Override
    public Repair.Outcome removeRecord(Repair.RemoveRecord repair) {
      told.add(repair.kind());
      return real.removeRecord(repair);
    }

    @Override
    public Repair.Outcome archive(Repair.ArchiveTree repair) {
      told.add(repair.kind());
      return real.archive(repair);
    }

    @Override
    public Locking lock() {
      if (told.stream().filter("locked"::equals).count() == mostLocks) {
        return new Locking.NotLocked(
            new Finding("home-held", Severity.ERROR, "It is held.", "/", "Wait."));
      }
      return switch (real.lock()) {
        case Locking.NotLocked refused -> refused;
        case Locking.Locked(Hold hold) -> {
          told.add("locked");
          yield new Locking.Locked(
              () -> {
                told.add("released");
                hold.close();
              });
        }
      };
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state/holdfast.sqlite-wal",
        "state/holdfast.sqlite-shm",
        "agents/main/agent/holdfast-agent.sqlite-wal",
        "backups/one/holdfast.sqlite",
        "quarantine/one/holdfast.sqlite",
        "gateway.json"
      })
  void what_lies_beside_a_database_and_its_copies_are_private_too(String name) throws IOException {
    clinic.privateFolder(clinic.home.resolve(name).getParent());
    Clinic.mode(clinic.privateFile(name, "x"), "rw-r--r--");

    assertThat(clinic.look("permissions"))
        .extracting(Problem::finding)
        .extracting(Finding::where)
        .containsExactly(clinic.home.resolve(name).toString());
    assertThat(clinic.treat("permissions").after().problems()).isEmpty();
  }

  @Test
  void a_configuration_may_be_read_by_others_but_not_written() throws IOException {
    Path configuration = Clinic.mode(clinic.privateFile("holdfast.json", "{}"), "rw-r--r--");
    assertThat(clinic.look("permissions")).isEmpty();

    Clinic.mode(configuration, "rw-rw-r--");

    assertThat(clinic.look("permissions")).hasSize(1);
    assertThat(clinic.treat("permissions").after().problems()).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(configuration)))
        .isEqualTo("rw-r--r--");
  }

  @ParameterizedTest
  @CsvSource({
    "backups/one/holdfast.sqlite,r--------,r--------",
    "backups/one/holdfast.sqlite,r--r--r--,r--------",
    "backups/one,r-x------,r-x------",
    "backups/one,r-xr-xr-x,r-x------",
    "token,rwxr-x--x,rw-------"
  })
  void nobody_is_given_a_right_that_he_has_not(String name, String now, String wanted)
      throws IOException {
    clinic.privateFolder(clinic.home.resolve("backups/one"));
    clinic.privateFile("backups/one/holdfast.sqlite", "x");
    Path path = Clinic.mode(clinic.home.resolve(name), now);

    Treatment.Treated treated = clinic.treat("permissions");

    assertThat(treated.steps()).hasSize(now.equals(wanted) ? 0 : 1);
    assertThat(PosixFilePermissions.toString(modeOf(path))).isEqualTo(wanted);
    assertThat(treated.after().problems()).isEmpty();
    // For the folder to be cleared away.
    Clinic.mode(clinic.home.resolve("backups/one"), "rwx------");
  }

  @Test
  void what_an_agent_keeps_in_its_own_home_is_not_looked_at() throws IOException {
    Path kept = clinic.privateFolder(clinic.home.resolve("agents/main/agent/codex-home/home"));
    Files.writeString(kept.resolve("notes"), "open to all");

    assertThat(clinic.examine().problems()).isEmpty();
  }

  @Test
  void a_link_in_place_of_a_database_is_found_and_left() throws IOException {
    Path database = clinic.home.resolve(Clinic.AGENT);
    Path elsewhere = Files.move(database, clinic.user.resolve("elsewhere"));
    Files.createSymbolicLink(database, elsewhere);

    assertThat(clinic.look("links"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.finding().id()).isEqualTo("file-is-a-link");
              assertThat(problem.finding().where()).isEqualTo(database.toString());
              assertThat(problem.repairs()).isEmpty();
            });

    Files.move(elsewhere, database, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(clinic.look("links")).isEmpty();
  }

  @Test
  void a_second_name_of_a_database_is_found_and_left() throws IOException {
    Path second = clinic.user.resolve("second");
    Files.createLink(second, clinic.home.resolve(Clinic.CONTROL_PLANE));

    assertThat(clinic.look("links"))
        .extracting(problem -> problem.finding().id())
        .containsExactly("file-has-two-names");

    Files.delete(second);
    assertThat(clinic.look("links")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nfs4,ERROR",
    "cifs,ERROR",
    "9p,ERROR",
    "virtiofs,ERROR",
    "fuse.sshfs,ERROR",
    "tmpfs,WARNING",
    "overlay,WARNING"
  })
  void a_file_system_that_cannot_be_relied_on_is_named(String type, Severity severity)
      throws IOException {
    clinic.mountedAs(type);

    assertThat(clinic.look("file-system"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.finding().severity()).isEqualTo(severity);
              assertThat(problem.finding().what()).contains(type);
              assertThat(problem.evidence()).singleElement().asString().contains("mounted at /");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "fuseblk"})
  void a_disk_of_the_machine_is_in_order(String type) throws IOException {
    clinic.mountedAs(type);

    assertThat(clinic.look("file-system")).isEmpty();
  }

  private static void assertNotDone(Treatment.Treated treated) {
    assertThat(treated.steps())
        .singleElement()
        .satisfies(step -> assertThat(step.outcome()).isInstanceOf(Repair.Outcome.NotDone.class));
  }

  private static Set<PosixFilePermission> modeOf(Path path) throws IOException {
    return Files.getPosixFilePermissions(path);
  }
}
