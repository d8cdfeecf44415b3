package dev.holdfast.app.doctor;

import static dev.holdfast.app.doctor.DatabaseSamples.CURRENT;
import static dev.holdfast.app.doctor.DatabaseSamples.SETTINGS;
import static dev.holdfast.app.doctor.DatabaseSamples.SOUND;
import static dev.holdfast.app.doctor.DatabaseSamples.content;
import static dev.holdfast.app.doctor.DatabaseSamples.database;
import static dev.holdfast.app.doctor.DatabaseSamples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.GatewayRuns;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.LeaseState;
import dev.holdfast.ports.out.env.DatabaseFacts.OrphanKind;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The check of turns")
final class TurnsCheckTest {

  @TempDir private Path folder;
  private Clinic clinic;

  @BeforeEach
  void openClinic() {
    clinic = new Clinic(folder);
  }

  @Test
  void a_turn_is_stuck_when_its_lease_has_run_out_or_is_another_s() {
    Instant now = clinic.now;
    Instant soon = now.plus(Duration.ofMinutes(1));
    Instant before = now.minus(Duration.ofMinutes(1));
    clinic.gateway = clinic.running(1);
    hold(
        database(
            content(
                SETTINGS,
                CURRENT,
                SOUND,
                List.of(),
                List.of(
                    turn("works", new LeaseState.Held("p", 1, before, soon)),
                    turn("late", new LeaseState.Held("p", 1, before, before)),
                    turn("robbed", new LeaseState.HeldByAnother("late", "p", 2, soon)),
                    turn("free", new LeaseState.Free()),
                    turn("keyless", new LeaseState.NotNeeded())))));

    assertThat(clinic.look("turns"))
        .extracting(problem -> problem.finding().where().replaceFirst(".*, turn ", ""))
        .containsExactly("late", "robbed", "free");
    clinic.gateway = new GatewayRuns.Status.NotRunning(clinic.home.toString());
    assertThat(clinic.look("turns"))
        .extracting(problem -> problem.finding().where().replaceFirst(".*, turn ", ""))
        .as("nobody holds the home, so nobody works on any")
        .containsExactly("works", "late", "robbed", "free", "keyless");
  }

  @Test
  void a_lease_of_a_turn_that_has_ended_is_told_and_freed_where_nobody_holds_the_home() {
    Orphans stray = new Orphans(OrphanKind.LEASES_WITHOUT_RUNNING_TURN, 1, List.of("k"));
    hold(database(content(SETTINGS, CURRENT, SOUND, List.of(stray), List.of())));

    assertThat(only("turns").finding().id()).isEqualTo("lease-stray");
    assertThat(only("turns").evidence()).containsExactly("1 leases without running turn: k");
    assertThat(only("turns").repairs())
        .containsExactly(new Repair.EndTurns(clinic.home.toString(), Clinic.AGENT, "main"));

    clinic.gateway = clinic.running(1);
    assertThat(only("turns").repairs()).isEmpty();
    assertThat(only("turns").finding().remedy()).contains("holdfast sessions recover");
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
