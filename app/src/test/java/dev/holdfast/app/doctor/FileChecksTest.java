package dev.holdfast.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.HomeRepairs.Treatment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state/holdfast.sqlite-wal",
        "state/holdfast.sqlite-shm",
        "agents/main/agent/holdfast-agent.sqlite-wal",
        "backups/one/holdfast.sqlite",
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
}
