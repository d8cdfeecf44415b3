package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.distribution.ShellCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("holdfast doctor")
final class DoctorIT {

  private static final String SHADOW = "agents/main/agent/codex-home/home";

  @TempDir private Path scratch;
  private TestHome home;

  @BeforeEach
  void configure() {
    // Any free port: what else runs on this machine is not the business of these tests.
    home = new TestHome(scratch).configured("{\"gateway\": {\"port\": 0}}");
  }

  @Test
  void finds_nothing_in_a_healthy_home_with_and_without_its_gateway() throws Exception {
    try (RunningGateway gateway = home.start()) {
      assertHealthy(home.run("doctor"));
      gateway.stop();
    }
    assertHealthy(home.run("doctor"));
    assertThat(data(home.run("doctor", "--json")).path("looked")).hasSizeGreaterThan(20);
  }

  @Test
  void mends_what_it_planned_and_finds_nothing_the_second_time() throws Exception {
    makeStore();
    Path token = home.folder().resolve("token");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));

    Finished found = home.run("doctor", "--only", "permissions");
    Finished plan = home.run("doctor", "--plan");
    Finished rehearsal = home.run("doctor", "--fix", "--dry-run");
    Finished fixed = home.run("doctor", "--fix", "--yes");

    assertThat(found.exit()).isEqualTo(1);
    assertThat(found.out()).contains("[permissions-wrong]", token.toString());
    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.out()).contains("restrict " + token);
    assertThat(rehearsal.out()).isEqualTo(plan.out());
    assertThat(fixed.exit()).as(fixed.err()).isZero();
    assertThat(fixed.err())
        .contains("directly: home " + home.folder() + ", writes " + token + ", store ");
    assertThat(fixed.out()).contains("done: restrict " + token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
        .isEqualTo("rw-------");
    assertThat(home.run("doctor", "--fix", "--as-owner").out()).contains("Nothing has to be done");
  }

  @Test
  void shows_both_sides_of_a_shadow_and_renames_it() throws Exception {
    makeStore();
    TestHome shadow = new TestHome(scratch, "home/" + SHADOW + "/.holdfast");
    try (RunningGateway gateway = shadow.configured("{\"gateway\": {\"port\": 0}}").start()) {
      gateway.stop();
    }

    JsonNode finding = data(home.run("doctor", "--json")).path("findings").path(0);
    Finished fixed = home.run("doctor", "--fix");

    assertThat(finding.path("id").asString()).isEqualTo("shadow-store");
    assertThat(finding.path("evidence").toString())
        .contains("this home: " + home.folder(), "the second: " + shadow.folder());
    assertThat(fixed.exit()).as(fixed.err()).isZero();
    assertThat(shadow.folder()).doesNotExist();
    assertThat(home.folder().resolve(SHADOW)).isNotEmptyDirectory();
  }

  @Test
  void tells_that_a_gateway_hangs_and_mends_beside_none() throws Exception {
    try (RunningGateway gateway = home.start()) {
      signal("-STOP", gateway);
      Path bundle = scratch.resolve("incident.zip");

      Finished found = home.run("doctor");
      Finished bundled = home.run("doctor", "--bundle", bundle.toString());

      assertThat(found.exit()).isEqualTo(1);
      assertThat(found.out())
          .contains("[gateway-stopped]", "State: T", "gateway stop --stop-gateway");
      assertThat(bundled.exit()).as(bundled.err()).isZero();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)))
          .isEqualTo("rw-------");
      assertThat(texts(bundle))
          .contains("gateway-stopped", "POSIX")
          .doesNotContain(gateway.token());
      assertThat(home.run("doctor", "--bundle", bundle.toString()).exit()).isEqualTo(1);
      signal("-CONT", gateway);
      gateway.stop();
    }
  }

  @Test
  void needs_the_home_to_itself_for_the_store_and_gets_it_if_it_is_told_to() throws Exception {
    makeStore();
    home.store().write("INSERT INTO artifacts VALUES ('%064x', 'left', 0)".formatted(7));
    try (RunningGateway gateway = home.start()) {
      Finished refused = home.run("doctor", "--fix");
      signal("-STOP", gateway);
      Finished done = home.run("doctor", "--fix", "--stop-gateway", "--yes");

      assertThat(refused.exit()).isEqualTo(4);
      assertThat(refused.err()).contains("process ", "--stop-gateway");
      assertThat(done.out()).contains("done: mend-rows").doesNotContain("lock-holder-unknown");
    }
    // The gateway had to be killed; its record was taken away in its place.
    assertHealthy(home.run("doctor", "--fix"));
    assertThat(home.store().rows("SELECT count(*) FROM artifacts")).containsExactly("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"doctor", "doctor --only integrity", "doctor --only integrity --fix --yes"})
  void leaves_nothing_where_there_is_no_home_and_does_not_call_it_in_order(String words)
      throws Exception {
    TestHome nothing = new TestHome(scratch, "nothing");

    Finished finished = nothing.run(words.split(" "));

    assertThat(finished.exit()).as(finished.out() + finished.err()).isEqualTo(1);
    assertThat(finished.out()).contains("[no-store]").doesNotContain("is in order");
    assertThat(nothing.folder()).doesNotExist();
  }

  private void makeStore() throws InterruptedException {
    try (RunningGateway gateway = home.start()) {
      gateway.stop();
    }
  }

  private static void assertHealthy(Finished finished) {
    assertThat(finished.out()).endsWith("is in order.\n");
    assertThat(finished.exit()).as(finished.out() + finished.err()).isZero();
  }

  private static JsonNode data(Finished finished) {
    return Json.read(finished.out()).path("data");
  }

  private void signal(String signal, RunningGateway gateway) throws InterruptedException {
    Finished sent =
        new ShellCommand(scratch, List.of("/bin/kill", signal, Long.toString(gateway.pid()))).run();
    assertThat(sent.exit()).as(sent.err()).isZero();
  }

  private static String texts(Path zip) throws IOException {
    List<String> texts = new ArrayList<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        texts.add(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return String.join("\n", texts);
  }
}
