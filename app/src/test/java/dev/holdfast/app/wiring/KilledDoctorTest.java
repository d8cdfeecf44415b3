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

  @TempDir private Path folder;

  @Test
  void leaves_what_the_next_one_completes_at_every_step() throws Exception {
    int step = 0;
    boolean halted = true;
    while (halted) {
      step++;
      assertThat(step).isLessThan(MOST_STEPS);
      Path user = Files.createDirectory(folder.resolve("step-" + step));
      SickHome sick = SickHome.make(user);
      long events = sick.rows("events");
      plant(sick);

      halted = mendAndHalt(user, step);

      complete(sick);
      assertHealthy(sick, events);
    }
    assertThat(step).as("each repair has a step before and one behind it").isGreaterThan(8);
  }

  private static void plant(SickHome sick) throws Exception {
    sick.shadow();
    sick.leaveRecord();
    sick.leaveArtifacts(2);
    sick.damage();
    sick.open(SickHome.CONTROL_PLANE);
    sick.open(SickHome.AGENT);
  }

  /** Whether the doctor came to its step; it is killed there. */
  private static boolean mendAndHalt(Path user, int step) throws IOException, InterruptedException {
    Process doctor =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    HaltingDoctor.class.getName(),
                    user.toString(),
                    Integer.toString(step)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
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

  private static void complete(SickHome sick) {
    DoctorService doctor = sick.doctor();
    Examination examination = doctor.examine(Set.of(), Progress.SILENT);
    assertThat(doctor.treat(examination, Progress.SILENT))
        .isInstanceOfSatisfying(
            Treatment.Treated.class,
            treated ->
                assertThat(treated.steps())
                    .noneMatch(it -> it.outcome() instanceof Repair.Outcome.NotDone));
  }

  private static void assertHealthy(SickHome sick, long events) throws Exception {
    Examination now = sick.doctor().examine(Set.of(), Progress.SILENT);
    assertThat(now.problems())
        .filteredOn(problem -> problem.finding().severity() != Severity.INFO)
        .isEmpty();
    assertThat(now.plan()).isEmpty();
    assertThat(sick.rows("events")).isEqualTo(events);
    assertThat(sick.rows("artifacts")).isZero();
    Path shadow = sick.home.resolve(SickHome.SHADOW);
    assertThat(shadow).doesNotExist();
    try (Stream<Path> archived = Files.list(shadow.getParent())) {
      assertThat(archived)
          .singleElement()
          .satisfies(tree -> assertThat(tree.resolve(SickHome.AGENT)).isNotEmptyFile());
    }
  }
}
