package dev.holdfast.app.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The place of state, asked of the distribution")
final class StateIT {

  private static final String ISOLATED = "agents/x/agent/codex-home/home";

  @TempDir private Path folder;
  private Path printed;
  private Path world;
  private Path temporary;
  private Path home;

  @BeforeEach
  void makeWorld() throws IOException {
    Path real = folder.toRealPath();
    printed = Files.createDirectory(real.resolve("printed"));
    world = Files.createDirectory(real.resolve("world"));
    temporary = Files.createDirectory(world.resolve("temporary"));
    home = world.resolve("ann/.holdfast");
    Files.createDirectory(world.resolve("ann"));
  }

  @ParameterizedTest
  @ValueSource(strings = {".holdfast", ".openclaw"})
  void looking_from_an_isolated_home_warns_and_leaves_no_file_anywhere(String tree)
      throws Exception {
    makeStore();
    String isolated = world.resolve("ann").resolve(tree).resolve(ISOLATED).toString();
    Map<Path, String> before = everything();

    for (String command :
        List.of("state", "sessions list", "models list", "gateway status", "config validate")) {
      Finished finished = holdfast(isolated, command.split(" ", -1)).run();

      assertThat(finished.out() + finished.err())
          .as(command)
          .contains("[location-shadow]", "--home " + home);
    }
    Finished refused = holdfast(isolated, "gateway", "run").run();

    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("--home " + home);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void from_an_isolated_home_the_gateway_of_the_home_that_is_meant_is_found() throws Exception {
    ShellCommand command = gateway();
    Process gateway = started(command);

    JsonNode state = state(home.resolve(ISOLATED).toString());

    assertThat(state.at("/home").stringValue()).isEqualTo(home.toString());
    assertThat(state.at("/standing/kind").stringValue()).isEqualTo("own");
    assertThat(state.at("/gateway/pid").longValue()).isEqualTo(gateway.pid());
    assertThat(state.at("/gateway/reach").stringValue()).isEqualTo("here");
    gateway.destroy();
    assertThat(command.result(gateway).exit()).isZero();
    assertThat(home.resolve("gateway.json")).doesNotExist();
  }

  @Test
  void a_stopped_gateway_and_a_killed_one_are_told_apart() throws Exception {
    ShellCommand command = gateway();
    Process gateway = started(command);

    signal("STOP", gateway);
    JsonNode stopped = state(world.resolve("ann").toString());
    gateway.destroyForcibly();
    command.result(gateway);
    Map<Path, String> killed = everything();
    JsonNode gone = state(world.resolve("ann").toString());

    assertThat(stopped.at("/gateway/evidence").stringValue())
        .contains("kill -CONT " + gateway.pid());
    assertThat(gone.at("/gateway/state").stringValue()).isEqualTo("not_running");
    assertThat(gone.at("/storeId").stringValue()).isNotBlank();
    assertThat(everything()).as("the log that the killed one left is read only").isEqualTo(killed);
  }

  @Test
  void a_copied_home_is_told_until_it_has_an_identity_of_its_own() throws Exception {
    makeStore();
    Path copy = world.resolve("copy");
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.toList()) {
        Path target = copy.resolve(home.relativize(path));
        Files.copy(path, target);
        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(path));
      }
    }

    Finished finished = holdfast(world.toString(), "state", "--home", copy.toString()).run();

    assertThat(finished.exit()).isZero();
    assertThat(finished.out()).contains("[store-copied]", home.toString());
    String place = copy.toString();
    assertThat(
            holdfast(world.toString(), "state", "new-id", "--home", place, "--dry-run")
                .run()
                .exit())
        .isZero();
    assertThat(state(world.toString(), place).at("/otherHomes")).isNotEmpty();
    Finished renewed =
        holdfast(
                world.toString(),
                "state",
                "new-id",
                "--home",
                place,
                "--yes",
                "--as-owner",
                "--stop-gateway")
            .run();
    assertThat(renewed.err()).startsWith("directly: home " + copy);
    assertThat(renewed.exit()).as(renewed.err()).isZero();
    assertThat(state(world.toString(), place).at("/otherHomes")).isEmpty();
    assertThat(holdfast(world.toString(), "audit", "list", "--home", place).run().out())
        .contains("store_renew_identity");
  }

  @Test
  void a_command_that_reads_loads_no_http_server() throws Exception {
    makeStore();
    Path loaded = printed.resolve("loaded");

    for (String command :
        List.of("state", "sessions list", "turns list", "models list", "gateway status")) {
      Finished finished =
          holdfast(world.resolve("ann").toString(), command.split(" ", -1))
              .with("HOLDFAST_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded)
              .run();

      assertThat(finished.exit()).as(command + finished.err()).isIn(0, 3);
      assertThat(Files.readAllLines(loaded))
          .as(command)
          .anyMatch(line -> line.contains("dev.holdfast.app.wiring.Main "))
          .noneMatch(line -> line.contains("org.eclipse.jetty") || line.contains("io.javalin"));
    }
  }

  @Test
  void without_HOME_and_any_name_nothing_is_located_and_it_is_said_why() throws Exception {
    Finished finished = holdfast("", "state").run();

    assertThat(finished.exit()).isEqualTo(5);
    assertThat(finished.err()).contains("HOME is not set", "HOLDFAST_HOME");
    assertThat(everything().keySet()).noneMatch(Files::isRegularFile);
  }

  private ShellCommand holdfast(String userHome, String... arguments) {
    return new ShellCommand(
            printed,
            Stream.concat(Stream.of(Distribution.launcher().toString()), Stream.of(arguments))
                .toList())
        .with("HOLDFAST_JAVA_HOME", System.getProperty("java.home"))
        .with("HOME", userHome)
        .with("XDG_RUNTIME_DIR", printed.resolve("none").toString())
        .with("TMPDIR", temporary.toString())
        .with("HOLDFAST_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
  }

  private ShellCommand gateway() {
    return holdfast(
        world.resolve("ann").toString(),
        "gateway",
        "run",
        "--port",
        "0",
        "--home",
        home.toString());
  }

  private static Process started(ShellCommand command) throws InterruptedException {
    Process gateway = command.start();
    command.awaitOutput(gateway, "curl -w");
    return gateway;
  }

  private void makeStore() throws InterruptedException {
    ShellCommand command = gateway();
    Process gateway = started(command);
    gateway.destroy();
    assertThat(command.result(gateway).exit()).isZero();
  }

  private JsonNode state(String userHome) throws InterruptedException {
    return told(holdfast(userHome, "state", "--json").run());
  }

  private JsonNode state(String userHome, String place) throws InterruptedException {
    return told(holdfast(userHome, "state", "--json", "--home", place).run());
  }

  private static JsonNode told(Finished finished) {
    assertThat(finished.exit()).as(finished.err()).isZero();
    return JsonMapper.shared().readTree(finished.out()).get("data");
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Every file with its time and content. */
  private Map<Path, String> everything() throws IOException {
    Map<Path, String> seen = new TreeMap<>();
    try (Stream<Path> all = Files.walk(world)) {
      for (Path path : all.toList()) {
        String content =
            Files.isRegularFile(path) ? Arrays.toString(Files.readAllBytes(path)) : "folder";
        seen.put(path, Files.getLastModifiedTime(path) + " " + content.hashCode());
      }
    }
    return seen;
  }
}
