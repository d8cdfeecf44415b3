package dev.holdfast.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Two processes that share a store")
final class SharedStoreIT {

  private static final int WORKERS = 2;
  private static final int ROUNDS = 20;
  private static final int TURNS = 40;
  private static final int KEYS = 3;

  @TempDir private Path scratch;
  private Installation installation;
  private Workers.Make make;

  @BeforeEach
  void find_the_distribution() {
    installation = Installation.built(scratch);
    make = new Workers.Make(installation, TortureHome.create(scratch), PlantedBug.NONE);
  }

  @AfterEach
  void leave_it() {
    installation.close();
  }

  @Test
  void answer_first_requests_of_both_in_one_session() throws InterruptedException {
    FirstRequests.Report report = FirstRequestCampaigns.by(make, WORKERS, ROUNDS);

    assertThat(report.isAsPromised()).as("%s %s", report, report.violations()).isTrue();
  }

  @Test
  void never_fork_a_session_they_both_talk_about() throws InterruptedException {
    long seed = System.nanoTime();

    SharedStore.Report report = SharedStore.run(make, WORKERS, TURNS, KEYS, seed);

    assertThat(report.violations()).as("seed %s: %s", seed, report).isEmpty();
    assertThat(report.answered()).isEqualTo(report.asked()).isPositive();
  }

  @Test
  void take_a_session_over_from_one_that_was_paused_for_good() throws InterruptedException {
    PausedOwner.Report report = PausedOwner.run(make);

    assertThat(report.isAsPromised()).as("%s %s", report, report.violations()).isTrue();
  }
}
