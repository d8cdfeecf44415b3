package dev.holdfast.app.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdfast.adapters.cli.CommandUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: systemd.service(5), systemd.exec(5), systemd.kill(5). */
@DisplayName("The unit for systemd")
final class ServiceUnitIT {

  /** Where the unit expects the distribution. */
  private static final String INSTALLED = "/opt/holdfast/";

  /** What running turns are given after SIGTERM. */
  private static final Duration DRAIN = Duration.ofSeconds(30);

  @TempDir private Path scratch;

  private Map<String, List<String>> settings;

  @BeforeEach
  void read_the_one_of_the_distribution() throws IOException {
    settings =
        Files.readAllLines(Distribution.folder().resolve("systemd/holdfast.service")).stream()
            .filter(line -> line.matches("[A-Z]\\w*=.*"))
            .map(line -> line.split("=", 2))
            .collect(
                Collectors.groupingBy(
                    parts -> parts[0], Collectors.mapping(parts -> parts[1], Collectors.toList())));
  }

  private String the(String setting) {
    assertThat(settings.get(setting)).as(setting).hasSize(1);
    return settings.get(setting).getFirst();
  }

  @Test
  void runs_what_the_distribution_has_with_what_can_be_typed() {
    List<String> lines =
        settings.entrySet().stream()
            .filter(setting -> setting.getKey().startsWith("Exec"))
            .flatMap(setting -> setting.getValue().stream())
            .toList();

    assertThat(lines)
        .containsExactlyInAnyOrder(
            INSTALLED + "bin/holdfast gateway run", INSTALLED + "bin/holdfast gateway reload");
    for (String line : lines) {
      List<String> words = List.of(line.split(" "));
      assertThat(words.getFirst()).startsWith(INSTALLED);
      assertThat(Distribution.folder().resolve(words.getFirst().substring(INSTALLED.length())))
          .isExecutable();
      assertThat(CommandUse.of(words.subList(1, words.size())))
          .as(line)
          .isInstanceOf(CommandUse.Meaning.Understood.class);
    }
  }

  @Test
  void names_the_folders_that_systemd_makes_for_it_alone() {
    assertThat(settings.get("Environment"))
        .containsExactlyInAnyOrder(
            "HOLDFAST_HOME=%S/" + the("StateDirectory"),
            "XDG_RUNTIME_DIR=%t/" + the("RuntimeDirectory"));
    assertThat(the("StateDirectoryMode")).isEqualTo("0700");
    assertThat(the("RuntimeDirectoryMode")).isEqualTo("0700");
    assertThat(the("User")).isNotEqualTo("root");
  }

  @Test
  void leaves_running_turns_the_time_they_are_promised() {
    assertThat(the("KillSignal")).isEqualTo("SIGTERM");
    assertThat(the("KillMode")).isEqualTo("mixed");
    assertThat(Duration.ofSeconds(Long.parseLong(the("TimeoutStopSec"))))
        .isGreaterThanOrEqualTo(DRAIN.plusSeconds(10));
  }

  /** By systemd itself, where it is installed. */
  @TestFactory
  Stream<DynamicTest> is_read_by_systemd_without_a_complaint() {
    return Stream.of(Path.of("/usr/bin/systemd-analyze"))
        .filter(Files::isExecutable)
        .map(tool -> dynamicTest(tool.toString(), () -> assertReadBy(tool)));
  }

  private void assertReadBy(Path tool) throws Exception {
    String text = Files.readString(Distribution.folder().resolve("systemd/holdfast.service"));
    Path unit =
        Files.writeString(
            scratch.resolve("holdfast.service"),
            text.replace(INSTALLED, Distribution.folder().toRealPath() + "/"));

    Finished read =
        new ShellCommand(scratch, List.of(tool.toString(), "verify", "--man=no", unit.toString()))
            .run();

    assertThat((read.out() + read.err()).lines().filter(line -> line.contains("holdfast.service")))
        .isEmpty();
    assertThat(read.exit()).as(read.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2, makes no sense", "4, A guard refused", "78, newer program"})
  void starts_again_unless_an_exit_code_says_that_it_cannot_help(String code, String meaning)
      throws InterruptedException {
    String help =
        new ShellCommand(scratch, List.of(Distribution.launcher().toString(), "--help"))
            .with("HOLDFAST_JAVA_HOME", System.getProperty("java.home"))
            .run()
            .out();

    assertThat(the("Restart")).isEqualTo("on-failure");
    assertThat(the("RestartPreventExitStatus").split(" ")).hasSize(3).contains(code);
    assertThat(help).containsPattern("\n +" + code + " +.*" + meaning);
  }
}
