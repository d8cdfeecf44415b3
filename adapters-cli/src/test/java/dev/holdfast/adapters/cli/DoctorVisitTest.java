package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.HomeRepairs.Step;
import dev.holdfast.ports.in.HomeRepairs.Treatment;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("holdfast doctor")
final class DoctorVisitTest {

  private static final Repair CHMOD =
      new Repair.Restrict("/h/token", Repair.Target.FILE, 1000, 0600);
  private static final Finding OPEN =
      new Finding("permissions-wrong", Severity.WARNING, "It is open.", "/h/token", "Close it.");

  private final FixedServices services = new FixedServices();
  private final FixedDoctor doctor = new FixedDoctor();
  private final List<Doctor.Examination> treated = new ArrayList<>();

  @BeforeEach
  void callTheDoctor() {
    services.doctor = () -> doctor;
    services.door = () -> Samples.home(new HomeHolder.Nobody(), Samples.noToken());
    services.repairs =
        () ->
            (examination, progress) -> {
              treated.add(examination);
              return doctor.treatment;
            };
  }

  @Test
  void a_healthy_home_ends_with_0() {
    Typed typed = Typed.command(services, "doctor");

    assertThat(typed.exit()).isZero();
    assertThat(typed.out()).contains("Nothing has to be done: /h is in order.");
  }

  @Test
  void what_is_only_worth_knowing_ends_with_0_too() {
    doctor.found(new Finding("legacy-not-imported", Severity.INFO, "It lies here.", "/l", "Keep."));

    Typed typed = Typed.command(services, "doctor");

    assertThat(typed.exit()).isZero();
    assertThat(typed.out()).contains("info: It lies here. [legacy-not-imported]");
  }

  @Test
  void each_finding_is_told_with_facts_and_fix_and_ends_with_1() {
    doctor.found(OPEN, CHMOD);

    Typed typed = Typed.command(services, "doctor");

    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.out())
        .contains(
            "warning: It is open. [permissions-wrong]",
            "  where:  /h/token",
            "  remedy: Close it.",
            "  fact:   fact 4",
            "  fact:   and 2 more, see --json",
            "  fix:    Set the permissions to 0600.");
    assertThat(typed.err())
        .contains("1 thing is not in order in /h; 1 can be mended: holdfast doctor --plan");
    assertThat(treated).isEmpty();
  }

  @Test
  void json_has_every_fact() {
    doctor.found(OPEN, CHMOD);

    Typed typed = Typed.command(services, "doctor", "--json");

    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.out())
        .contains(
            "\"code\":\"doctor_findings\"",
            "{\"check\":\"permissions\",\"id\":\"permissions-wrong\",\"severity\":\"warning\"",
            "\"fact 6\"",
            "\"plan\":[{\"kind\":\"restrict\",\"where\":\"/h/token\",\"does\":\"Set the permissions"
                + " to 0600.\",\"needsLock\":false}]");
  }

  @Test
  void the_plan_is_told_and_not_done() {
    doctor.found(OPEN, CHMOD);

    Typed typed = Typed.command(services, "doctor", "--plan");

    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.out())
        .isEqualTo("This would be done:\nrestrict /h/token\n  Set the permissions to 0600.\n");
    assertThat(treated).isEmpty();
  }

  @Test
  void exactly_what_was_found_is_mended_and_the_place_is_told_first() {
    doctor.found(OPEN, CHMOD);
    doctor.treatment =
        new Treatment.Treated(
            List.of(new Step(CHMOD, new Repair.Outcome.Done("It was 0644."))),
            FixedDoctor.examination(List.of()));

    Typed typed = Typed.command(services, "doctor", "--fix", "--only", "permissions");

    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(doctor.asked).containsExactly(Set.of("permissions"));
    assertThat(treated).singleElement().isEqualTo(doctor.examination);
    assertThat(typed.err())
        .startsWith("directly: home /home/ann/.holdfast, writes /h/token, store s-1\n");
    assertThat(typed.out()).startsWith("done: restrict /h/token\n  It was 0644.\n");
  }

  @Test
  void a_rehearsal_is_the_plan() {
    doctor.found(OPEN, CHMOD);
    Typed plan = Typed.command(services, "doctor", "--plan");

    assertThat(Typed.command(services, "doctor", "--dry-run")).isEqualTo(plan);
    assertThat(Typed.command(services, "doctor", "--fix", "--dry-run")).isEqualTo(plan);
    assertThat(treated).isEmpty();
  }

  @Test
  void a_person_is_asked_with_the_plan_first() {
    doctor.found(OPEN, CHMOD);

    Typed typed = Typed.command(person("n\n"), services, "doctor", "--fix");

    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.err())
        .contains("This would be done:", "restrict /h/token", "Go on? [y/N] ")
        .contains("It was not confirmed. Nothing was changed.");
    assertThat(treated).isEmpty();

    Typed.command(person("y\n"), services, "doctor", "--fix");
    assertThat(treated).hasSize(1);
  }

  @Test
  void what_needs_the_lock_is_refused_beside_a_gateway_and_the_rest_is_not() {
    services.door =
        () ->
            Samples.home(
                new HomeHolder.Gateway(
                    "http://127.0.0.1:1",
                    42,
                    Instant.EPOCH,
                    Samples.STORE,
                    HomeHolder.Reach.HERE,
                    "its record"),
                Samples.noToken());
    doctor.found(OPEN, CHMOD, new Repair.UpgradeStore("/h"));

    Typed typed = Typed.command(services, "doctor", "--fix");

    assertThat(typed.exit()).isEqualTo(4);
    assertThat(typed.err()).contains("process 42", "--stop-gateway");
    assertThat(treated).isEmpty();

    doctor.found(OPEN, CHMOD);
    Typed.command(services, "doctor", "--fix");
    assertThat(treated).hasSize(1);
  }

  @Test
  void what_could_not_be_mended_ends_with_1() {
    doctor.found(OPEN, CHMOD);
    Finding why = new Finding("repair-not-done", Severity.ERROR, "No.", "/h/token", "Try again.");
    doctor.treatment =
        new Treatment.Treated(
            List.of(new Step(CHMOD, new Repair.Outcome.NotDone(why))), doctor.examination);

    Typed typed = Typed.command(services, "doctor", "--fix");

    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.out()).startsWith("not done: restrict /h/token\n  No.\n  Try again.\n");
  }

  @Test
  void a_guard_that_refuses_ends_with_4() {
    doctor.found(OPEN, CHMOD);
    doctor.treatment =
        new Treatment.Refused(
            new Finding("home-held", Severity.ERROR, "It is held.", "/h", "Stop it."));

    Typed typed = Typed.command(services, "doctor", "--fix");

    assertThat(typed.exit()).isEqualTo(4);
    assertThat(typed.err()).contains("holdfast: It is held.", "Stop it.");
  }

  @Test
  void where_nothing_is_to_be_mended_no_guard_is_asked() {
    assertThat(Typed.command(services, "doctor", "--fix").exit()).isZero();
    assertThat(treated).isEmpty();
  }

  @Test
  void a_database_of_a_newer_program_ends_with_78() {
    doctor.found(new Finding(Doctor.SCHEMA_NEWER, Severity.ERROR, "It is newer.", "/h/x", "Use."));

    assertThat(Typed.command(services, "doctor").exit()).isEqualTo(78);
  }

  @Test
  void a_bundle_is_told_with_what_is_in_it() {
    Typed typed = Typed.command(services, "doctor", "--bundle", "b.zip");

    assertThat(typed.exit()).isZero();
    assertThat(typed.out()).startsWith("Made /b.zip of 7 bytes:\n  state.txt\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doctor --only nonsense",
        "doctor --only ,",
        "doctor --plan --fix",
        "doctor --bundle b.zip --fix",
        "doctor --bundle b.zip --only permissions"
      })
  void a_command_line_without_sense_ends_with_2(String line) {
    assertThat(Typed.command(services, line.split(" ")).exit()).isEqualTo(2);
    assertThat(doctor.asked).isEmpty();
  }

  private static Person person(String types) {
    return new Person.AtTerminal(new ByteArrayInputStream(types.getBytes(StandardCharsets.UTF_8)));
  }
}
