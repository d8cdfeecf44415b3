package dev.holdfast.app.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The distribution on a real JDK")
final class DistributionIT {

  /** The one of every command but the gateway's. */
  private static final String CACHE = "commands.aot";

  private static final String CACHE_OF_GATEWAY = "holdfast.aot";

  @TempDir private Path scratch;

  private Path temporary;

  @BeforeEach
  void make_a_temporary_folder() throws IOException {
    temporary = Files.createDirectories(scratch.resolve("temporary"));
  }

  private ShellCommand holdfast(Path launcher, String... arguments) {
    return new ShellCommand(
            scratch, Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList())
        .with("HOLDFAST_JAVA_HOME", System.getProperty("java.home"))
        .with("TMPDIR", temporary.toString())
        .with("HOLDFAST_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
  }

  /** The distribution once more, with another cache or none. */
  private Path launcherBeside(byte[] cache) throws IOException {
    Path original = Distribution.folder().toRealPath();
    Path copy = scratch.resolve("copy");
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.filter(file -> !file.toString().endsWith(".aot")).toList()) {
        Files.copy(
            file, copy.resolve(original.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    if (cache.length > 0) {
      Files.write(copy.resolve("lib").resolve(CACHE), cache);
    }
    return copy.resolve("bin/holdfast");
  }

  private static void printsItsVersionAndNothingElse(Finished finished) {
    assertThat(finished.err()).isEmpty();
    assertThat(finished.out()).matches("holdfast \\S+ \\(Java 25\\S*\\)\n");
    assertThat(finished.exit()).isZero();
  }

  @Test
  void does_not_end_well_on_a_full_device() throws InterruptedException {
    Finished finished =
        holdfast(
                Path.of("/bin/sh"),
                "-c",
                "\"$1\" --version >/dev/full",
                "sh",
                Distribution.launcher().toString())
            .run();

    assertThat(finished.exit()).isEqualTo(1);
    assertThat(finished.err())
        .startsWith("holdfast: Standard output could not be written: ")
        .hasLineCount(1);
  }

  @Test
  void has_a_cache_that_its_jdk_takes() throws InterruptedException {
    Finished finished =
        holdfast(Distribution.launcher(), "--version")
            .with("HOLDFAST_JAVA_OPTIONS", "-XX:AOTMode=on")
            .run();

    assertThat(Distribution.folder().resolve("lib").resolve(CACHE)).isNotEmptyFile();
    printsItsVersionAndNothingElse(finished);
  }

  @Test
  void has_a_cache_for_the_gateway_that_its_jdk_takes() throws InterruptedException {
    Finished finished =
        holdfast(Distribution.launcher(), "gateway", "run", "--help")
            .with("HOLDFAST_JAVA_OPTIONS", "-XX:AOTMode=on")
            .run();

    assertThat(Distribution.folder().resolve("lib").resolve(CACHE_OF_GATEWAY)).isNotEmptyFile();
    assertThat(finished.err()).isEmpty();
    assertThat(finished.out()).startsWith("Usage: holdfast gateway run");
  }

  @Test
  void leaves_nothing_of_the_training_behind() {
    assertThat(Distribution.folder().resolve("bin").toFile().list()).containsExactly("holdfast");
  }

  @Test
  void without_a_cache_it_says_the_same() throws IOException, InterruptedException {
    Path launcher = launcherBeside(new byte[0]);

    printsItsVersionAndNothingElse(holdfast(launcher, "--version").run());
  }

  @Test
  void with_a_cache_of_other_jars_it_says_the_same() throws IOException, InterruptedException {
    Path cache = Distribution.folder().resolve("lib").resolve(CACHE);
    Path launcher = launcherBeside(Files.readAllBytes(cache));
    Path jar = launcher.resolveSibling("../lib").normalize().resolve(firstJar());
    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));

    printsItsVersionAndNothingElse(holdfast(launcher, "--version").run());
  }

  private static String firstJar() throws IOException {
    return Files.readAllLines(Distribution.folder().resolve("lib/class-path")).getFirst();
  }

  @Test
  void a_copy_takes_the_cache_along() throws IOException, InterruptedException {
    Path cache = Distribution.folder().resolve("lib").resolve(CACHE);
    Path launcher = launcherBeside(Files.readAllBytes(cache));

    Finished finished =
        holdfast(launcher, "--version").with("HOLDFAST_JAVA_OPTIONS", "-XX:AOTMode=on").run();

    printsItsVersionAndNothingElse(finished);
  }

  @Test
  void with_a_damaged_cache_it_says_the_same() throws IOException, InterruptedException {
    Path launcher = launcherBeside("not a cache at all".getBytes());

    printsItsVersionAndNothingElse(holdfast(launcher, "--version").run());
  }

  @Test
  void leaves_nothing_in_the_temporary_folder() throws IOException, InterruptedException {
    ShellCommand command =
        holdfast(
            Distribution.launcher(),
            "gateway",
            "run",
            "--port",
            "0",
            "--home",
            scratch.resolve("home").toString());
    Process gateway = command.start();
    command.awaitOutput(gateway, "curl -w");
    List<Path> whileRunning = listing(temporary);

    gateway.destroy();

    assertThat(command.result(gateway).exit()).isZero();
    assertThat(whileRunning).isEmpty();
    assertThat(listing(temporary)).isEmpty();
  }

  @Test
  void colours_what_it_says_on_a_terminal_only_and_only_if_nobody_minds()
      throws InterruptedException {
    String coloured = "\u001b[1;31mholdfast:\u001b[0m There is no command 'holdfast nothing'.";
    String plain = "holdfast: There is no command 'holdfast nothing'.";

    assertThat(onTerminal("").run().out()).contains(coloured);
    assertThat(onTerminal("2>&1 | cat").run().out()).contains(plain).doesNotContain("\u001b");
    assertThat(onTerminal("").with("NO_COLOR", "1").run().out()).contains(plain);
    assertThat(onTerminal("").with("CLICOLOR", "0").run().out()).contains(plain);
    assertThat(onTerminal("").with("TERM", "dumb").run().out()).contains(plain);
  }

  private ShellCommand onTerminal(String redirection) {
    String line = Distribution.launcher() + " nothing " + redirection;
    return new ShellCommand(
            scratch, List.of("script", "--quiet", "--return", "--command", line, "/dev/null"))
        .with("HOLDFAST_JAVA_HOME", System.getProperty("java.home"))
        .with("TERM", "xterm");
  }

  @Test
  void keeps_no_performance_file_where_tools_look_for_it() throws InterruptedException {
    Finished finished =
        holdfast(Distribution.launcher(), "--version")
            .with("HOLDFAST_JAVA_OPTIONS", "-XX:+PrintFlagsFinal")
            .run();

    assertThat(finished.out() + finished.err())
        .containsPattern("bool UsePerfData +=+ false")
        .containsPattern("bool UseSerialGC +=+ true");
  }

  private static List<Path> listing(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !file.equals(folder)).toList();
    }
  }
}
