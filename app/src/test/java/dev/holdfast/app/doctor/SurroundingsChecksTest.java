package dev.holdfast.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.GatewaySettings;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.GatewayRuns;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The checks of what surrounds a store")
final class SurroundingsChecksTest {

  @TempDir private Path folder;
  private Clinic clinic;

  @BeforeEach
  void openClinic() {
    clinic = new Clinic(folder);
  }

  @Test
  void problems_of_the_configuration_are_told_as_they_are() {
    Finding finding = new Finding("config-unknown-key", Severity.ERROR, "What?", "x:1", "Mend.");
    clinic.configured = List.of(finding);

    assertThat(clinic.look("configuration")).extracting(Problem::finding).containsExactly(finding);
  }

  @Test
  void a_clock_before_the_newest_write_is_told() {
    clinic.now = Instant.now().minus(Duration.ofHours(1));

    ids("clock").containsExactly("clock-behind");

    clinic.now = Instant.now();
    ids("clock").isEmpty();
  }

  @Test
  void a_port_that_somebody_else_has_is_told() throws IOException {
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(clinic.settings.bind(), 0));
      listenOn(other.getLocalPort());

      ids("port").containsExactly("port-taken");

      clinic.gateway = clinic.running(other.getLocalPort());
      ids("port").isEmpty();
      clinic.gateway = new GatewayRuns.Status.NotRunning(clinic.home.toString());
    }
    ids("port").isEmpty();
  }

  @Test
  void a_token_that_the_store_does_not_know_is_told() {
    TokenRecord other = Clinic.token("hf_" + "b".repeat(40), new Expiry.Never());
    clinic.tokens.clear();
    clinic.tokens.add(other);

    ids("token").containsExactly("token-unknown");
    assertThat(remedy("token"))
        .contains(
            "HOLDFAST_TOKEN=",
            "holdfast tokens create --name NAME --scope admin --out " + clinic.home + "/token");
    // A gateway takes in the file's token only if the store has none at all.
    clinic.tokens.clear();
    assertThat(remedy("token")).isEqualTo("The gateway takes it in at its next start.");
  }

  private String remedy(String check) {
    return clinic.look(check).getFirst().finding().remedy();
  }

  @Test
  void a_token_that_has_expired_is_told() {
    clinic.tokens.clear();
    clinic.tokens.add(
        Clinic.token(Clinic.TOKEN, new Expiry.At(clinic.now.minus(Duration.ofDays(1)))));

    ids("token").containsExactly("token-expired");
  }

  @Test
  void a_token_that_is_short_is_told_and_never_shown() throws IOException {
    clinic.privateFile("token", "hunter2\n");

    ids("token").containsExactly("token-file-unusable");
    assertThat(clinic.look("token").toString()).doesNotContain("hunter2");
  }

  @Test
  void a_home_without_a_token_is_worth_knowing_and_no_more() throws IOException {
    Files.delete(clinic.home.resolve("token"));

    assertThat(clinic.look("token"))
        .extracting(problem -> problem.finding().severity())
        .containsExactly(Severity.INFO);
  }

  @Test
  void a_home_on_which_nothing_can_be_written_is_told_with_what_helps() throws IOException {
    clinic.mounted("ext4 ro,errors=remount-ro");

    assertThat(clinic.look("file-system"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.finding().id()).isEqualTo("file-system-read-only");
              assertThat(problem.finding().remedy()).contains("Mount it for writing", "--home");
              assertThat(problem.evidence()).containsExactly("/dev/disk is ext4, mounted at /");
            });

    clinic.mounted("ext4 rw,errors=remount-ro");
    ids("file-system").isEmpty();
  }

  @Test
  void every_problem_is_told_and_not_only_the_first() throws IOException {
    clinic.mountedAs("nfs");
    clinic.tokens.clear();
    clinic.leaveRecord();
    Clinic.mode(clinic.home.resolve("state"), "rwxr-xr-x");
    clinic.storeAt(
        clinic.home.resolve("agents/main/agent/codex-home/home/.holdfast"),
        new StoreId("0b2c1f5e-9999-4222-8333-444455556666"));

    assertThat(clinic.examine().problems())
        .extracting(Problem::check)
        .containsExactly(
            "shadow-trees",
            "lock-and-record",
            "lock-and-record",
            "permissions",
            "file-system",
            "token");
  }

  private void listenOn(int port) {
    clinic.settings =
        new GatewaySettings(
            port,
            clinic.settings.bind(),
            clinic.settings.durability(),
            List.of(),
            List.of(),
            clinic.settings.logFormat());
  }

  private AbstractListAssert<?, List<? extends String>, String, ObjectAssert<String>> ids(
      String check) {
    return assertThat(clinic.look(check)).extracting(problem -> problem.finding().id());
  }
}
