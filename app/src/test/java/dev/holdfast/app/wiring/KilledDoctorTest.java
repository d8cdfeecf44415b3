package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.doctor.DoctorService;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.HomeRepairs.Treatment;
import dev.holdfast.ports.out.env.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A doctor that is killed while it mends")
final class KilledDoctorTest {

  /** More steps than all repairs of the home have, so that a test that never ends is told. */
  private static final int MOST_STEPS = 60;

  /** Over what a writer lets a log grow to. */
  private static final long LARGE_LOG = 65L * 1024 * 1024;

  @TempDir private Path folder;

  @Test
  void leaves_what_the_next_one_completes_at_every_step() throws Exception {
    int steps = atEveryStep(KilledDoctorTest::plant, KilledDoctorTest::assertHealthy);

    assertThat(steps).as("each repair has a step before and one behind it").isGreaterThan(8);
  }

  /** Apart from the others, because a salvage and an upgrade mend and empty these by themselves. */
  @Test
  void leaves_references_and_logs_that_the_next_one_mends_at_every_step() throws Exception {
    int steps =
        atEveryStep(
            sick -> {
              sick.leaveReference();
              sick.leaveLog(SickHome.CONTROL_PLANE, LARGE_LOG);
            },
            (sick, events) -> {
              assertThat(sick.home.resolve(SickHome.CONTROL_PLANE + "-wal")).doesNotExist();
              assertInOrder(sick, events);
            });

    assertThat(steps).as("lock, rows and log, each before and behind").isGreaterThan(6);
  }

  /** Apart from the others, because no turn can be seen in a database that is damaged. */
  @Test
  void leaves_turns_that_the_next_one_ends_at_every_step() throws Exception {
    int steps =
        atEveryStep(
            SickHome::leaveTurn,
            (sick, events) -> {
              assertThat(sick.rows("turns WHERE state = 'interrupted'")).isEqualTo(1);
              assertThat(sick.rows("turns WHERE ended_at_micros IS NULL")).isZero();
            });

    assertThat(steps).as("the lock and the end of turns, before and behind").isEqualTo(5);
  }

  /** Asked for by name, as nothing else makes a control plane. */
  @Test
  void leaves_a_lost_control_plane_that_the_next_one_makes_at_every_step() throws Exception {
    int steps =
        atEveryStep(
            Set.of("agents"),
            sick -> {
              sick.leaveToken();
              Path lost = sick.home.resolve(SickHome.CONTROL_PLANE);
              Files.delete(lost);
              Files.createFile(
                  lost.resolveSibling(lost.getFileName() + "-wal"),
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")));
            },
            (sick, events) -> {
              assertInOrder(sick, events);
              assertThat(sick.home.resolve(SickHome.CONTROL_PLANE)).exists();
              assertThat(sick.home.resolve("token")).doesNotExist();
              assertThat(inQuarantine(sick))
                  .contains("token", "holdfast.sqlite-wal")
                  .allMatch(name -> !name.endsWith(".new"));
            });

    assertThat(steps).as("the lock, and each step of what is put aside and made").isGreaterThan(9);
  }

  /** The names of the files there, after each folder was found to have a report. */
  private static List<String> inQuarantine(SickHome sick) throws IOException {
    try (Stream<Path> folders = Files.list(sick.home.resolve("quarantine"))) {
      assertThat(folders)
          .isNotEmpty()
          .allSatisfy(one -> assertThat(one).isDirectoryContaining("glob:**/made-anew*.txt"));
    }
    try (Stream<Path> all = Files.walk(sick.home.resolve("quarantine"))) {
      return all.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }

  private interface Planting {
    void in(SickHome sick) throws Exception;
  }

  private interface Assertion {
    void of(SickHome sick, long events) throws Exception;
  }

  /** The number of steps until a doctor was done, that one included. */
  private int atEveryStep(Planting planting, Assertion mended) throws Exception {
    return atEveryStep(Set.of(), planting, mended);
  }

  private int atEveryStep(Set<String> only, Planting planting, Assertion mended) throws Exception {
    int step = 0;
    boolean halted = true;
    while (halted) {
      step++;
      assertThat(step).isLessThan(MOST_STEPS);
      Path user = Files.createDirectory(folder.resolve("step-" + step));
      SickHome sick = SickHome.make(user);
      long events = sick.rows("events");
      planting.in(sick);

      halted = mendAndHalt(user, step, only);

      complete(sick, only);
      mended.of(sick, events);
    }
    return step;
  }

  private static void plant(SickHome sick) throws Exception {
    sick.shadow();
    sick.leaveRecord();
    sick.leaveArtifacts(2);
    sick.makeOlder();
    sick.damage();
    sick.open(SickHome.CONTROL_PLANE);
    sick.open(SickHome.AGENT);
  }

  /** Whether the doctor came to its step; it is killed there. */
  private static boolean mendAndHalt(Path user, int step, Set<String> only)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HaltingDoctor.class.getName(),
                user.toString(),
                Integer.toString(step)));
    command.addAll(only);
    Process doctor =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(doctor.getInputStream(), StandardCharsets.UTF_8))) {
      String said = out.readLine();
      assertThat(said).isIn(HaltingDoctor.HALTED, HaltingDoctor.DONE);
      return HaltingDoctor.HALTED.equals(said);
    } finally {
      doctor.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  private static void complete(SickHome sick, Set<String> only) {
    DoctorService doctor = sick.doctor();
    Examination examination = doctor.examine(only, Progress.SILENT);
    assertThat(doctor.treat(examination, Progress.SILENT))
        .isInstanceOfSatisfying(
            Treatment.Treated.class,
            treated ->
                assertThat(treated.steps())
                    .noneMatch(it -> it.outcome() instanceof Repair.Outcome.NotDone));
  }

  private static void assertInOrder(SickHome sick, long events) throws Exception {
    Examination now = sick.doctor().examine(Set.of(), Progress.SILENT);
    assertThat(now.problems())
        .filteredOn(problem -> problem.finding().severity() != Severity.INFO)
        .isEmpty();
    assertThat(now.plan()).isEmpty();
    assertThat(sick.rows("events")).isEqualTo(events);
  }

  private static void assertHealthy(SickHome sick, long events) throws Exception {
    assertInOrder(sick, events);
    assertThat(sick.rows("artifacts")).isZero();
    assertThat(sick.rows("turns WHERE ended_at_micros IS NULL")).isZero();
    Path shadow = sick.home.resolve(SickHome.SHADOW);
    assertThat(shadow).doesNotExist();
    try (Stream<Path> archived = Files.list(shadow.getParent())) {
      assertThat(archived)
          .singleElement()
          .satisfies(tree -> assertThat(tree.resolve(SickHome.AGENT)).isNotEmptyFile());
    }
  }
}
