package dev.holdfast.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Eight callers who ask first under one key")
final class FirstRequestsIT {

  private static final int ROUNDS = 20;
  private static final int WORKERS = 2;

  @TempDir private Path scratch;
  private Installation installation;

  @BeforeEach
  void find_the_distribution() {
    installation = Installation.built(scratch);
  }

  @AfterEach
  void leave_it() {
    installation.close();
  }

  @Test
  void are_all_answered_in_one_session_by_the_gateway() throws InterruptedException {
    FirstRequests.Report report =
        FirstRequestCampaigns.throughGateway(installation, scratch, ROUNDS);

    assertThat(report.isAsPromised()).as("%s %s", report, report.violations()).isTrue();
  }

  @Test
  void share_the_new_session_of_the_day() throws InterruptedException {
    FirstRequests.Report report =
        FirstRequestCampaigns.ofTheDayThroughGateway(installation, scratch, ROUNDS);

    assertThat(report.isAsPromised()).as("%s %s", report, report.violations()).isTrue();
  }

  @Test
  void share_the_new_session_of_the_day_through_two_processes() throws InterruptedException {
    FirstRequests.Report report =
        FirstRequestCampaigns.ofTheDayThroughWorkers(installation, scratch, WORKERS, ROUNDS);

    assertThat(report.isAsPromised()).as("%s %s", report, report.violations()).isTrue();
  }
}
