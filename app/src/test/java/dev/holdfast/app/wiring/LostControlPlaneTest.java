package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.HomeRepairs.Treatment;
import dev.holdfast.ports.out.env.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A control plane that is gone")
final class LostControlPlaneTest {

  @TempDir private Path folder;
  private SickHome sick;
  private Path lost;

  @BeforeEach
  void fill() {
    sick = SickHome.make(folder);
    lost = sick.home.resolve(SickHome.CONTROL_PLANE);
  }

  @Test
  void is_made_anew_and_knows_the_agents_and_no_token_that_was() throws Exception {
    long events = sick.rows("events");
    Files.delete(lost);
    sick.leaveToken();
    String token = Files.readString(sick.home.resolve("token"));
    assertThat(problems())
        .extracting(it -> it.finding().id())
        .containsExactly("control-plane-missing");

    assertThat(treat("agents").steps())
        .singleElement()
        .extracting(step -> told(step.outcome()))
        .asString()
        .contains(
            "NO TOKEN IS LEFT",
            "may have been revoked: it is kept in " + sick.home + "/quarantine/",
            "holdfast tokens create --name NAME --scope SCOPE",
            "have a database: main.");

    assertThat(lost).exists();
    assertThat(sick.rows("events")).isEqualTo(events);
    assertThat(sick.home.resolve("token")).as("a revoked one would hold again").doesNotExist();
    try (Stream<Path> kept = Files.walk(sick.home.resolve("quarantine"))) {
      assertThat(kept.filter(file -> file.endsWith("token")))
          .singleElement()
          .satisfies(file -> assertThat(file).content().isEqualTo(token));
    }
    assertThat(problems()).isEmpty();
    assertThat(examine().plan()).isEmpty();
  }

  /** Its folder may be a volume that is not mounted yet. */
  @Test
  void is_never_made_anew_unless_somebody_asks_for_it_by_name() throws Exception {
    Files.delete(lost);
    sick.leaveToken();

    assertThat(problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.repairs()).isEmpty();
              assertThat(problem.finding().remedy())
                  .contains("folder state is mounted", "holdfast doctor --fix --only agents");
            });
    assertThat(treat().steps()).isEmpty();
    assertThat(serious(treat().after()))
        .as("looked at again, all checks are asked for as before")
        .singleElement()
        .satisfies(problem -> assertThat(problem.repairs()).isEmpty());

    assertThat(lost).doesNotExist();
    assertThat(sick.home.resolve("token")).exists();
  }

  @Test
  void nor_where_a_newer_program_wrote() throws Exception {
    sick.makeNewer();
    Files.delete(lost);

    assertThat(treat("agents").steps()).isEmpty();

    assertThat(lost).doesNotExist();
  }

  private Examination examine(String... checks) {
    return sick.doctor().examine(Set.of(checks), Progress.SILENT);
  }

  private List<Problem> problems() {
    return serious(examine());
  }

  /** The stores of this test were made without a gateway, which makes the first token. */
  private static List<Problem> serious(Examination examination) {
    return examination.problems().stream()
        .filter(problem -> problem.finding().severity() != Severity.INFO)
        .toList();
  }

  private Treatment.Treated treat(String... checks) {
    return switch (sick.doctor().treat(examine(checks), Progress.SILENT)) {
      case Treatment.Treated treated -> treated;
      case Treatment.Refused(Finding finding) -> throw new AssertionError(finding);
    };
  }

  private static String told(Repair.Outcome outcome) {
    return switch (outcome) {
      case Repair.Outcome.Done(String told) -> told;
      case Repair.Outcome.NothingToDo() -> throw new AssertionError("there was something to do");
      case Repair.Outcome.NotDone(Finding finding) -> throw new AssertionError(finding);
    };
  }
}
