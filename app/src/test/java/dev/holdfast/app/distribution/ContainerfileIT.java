package dev.holdfast.app.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.cli.CommandUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Reads it; building it would need its base images. Source: Containerfile(5). */
@DisplayName("The Containerfile")
final class ContainerfileIT {

  private String text;
  private List<String> instructions;

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(Distribution.checkout().resolve("Containerfile"));
    instructions =
        text.replaceAll("\\\\\n *", "").lines().filter(line -> line.matches("[A-Z]+ .*")).toList();
  }

  private Stream<String> all(String instruction) {
    return instructions.stream()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length() + 1));
  }

  private String last(String instruction) {
    return all(instruction).toList().getLast();
  }

  /** The words of an instruction in its form without a shell. */
  private static List<String> words(String instruction) {
    String array = instruction.substring(instruction.indexOf('['));
    return List.of(JsonMapper.shared().readValue(array, String[].class));
  }

  @Test
  void runs_what_can_be_typed() {
    List<String> program = words(last("ENTRYPOINT"));
    List<String> health = words(last("HEALTHCHECK"));

    assertThat(program).containsExactly("holdfast");
    assertThat(health.getFirst()).isEqualTo("holdfast");
    for (List<String> typed : List.of(words(last("CMD")), health.subList(1, health.size()))) {
      assertThat(CommandUse.of(typed)).isInstanceOf(CommandUse.Meaning.Understood.class);
    }
    assertThat(last("STOPSIGNAL")).isEqualTo("SIGTERM");
  }

  /** In the format of OCI, which podman takes by itself, there is none. */
  @Test
  void says_how_it_is_built_so_that_its_health_is_looked_at() {
    assertThat(all("HEALTHCHECK")).hasSize(1);
    assertThat(text.lines().filter(line -> line.startsWith("#   podman build")))
        .containsExactly("#   podman build --format docker -t holdfast .");
  }

  @Test
  void builds_the_module_that_makes_the_distribution_and_takes_it_along() {
    String build = all("RUN").filter(line -> line.contains("mvn")).findFirst().orElseThrow();
    Path made = Distribution.checkout().resolve("app/target/holdfast");

    assertThat(build).contains("-pl app -am package").contains("app/target/holdfast");
    assertThat(made.normalize()).isEqualTo(Distribution.folder().normalize());
    assertThat(last("RUN")).contains("ln -s /opt/holdfast/bin/holdfast /usr/local/bin/holdfast");
    assertThat(all("COPY")).contains("--from=build /opt/holdfast /opt/holdfast");
  }

  @Test
  void is_built_and_run_on_the_one_jdk_that_the_launcher_takes() throws IOException {
    String launcher = Files.readString(Distribution.folder().resolve("lib/find-jdk.sh"));
    String jdk = launcher.replaceAll("(?s).*\njdk_version=(\\d+)\n.*", "$1");

    assertThat(all("ARG")).singleElement().asString().endsWith("eclipse-temurin:" + jdk + "-jdk");
    assertThat(all("FROM")).contains("${JDK} AS build", "${JDK}");
  }

  @Test
  void keeps_its_home_in_a_volume_and_is_not_root() {
    assertThat(last("ENV")).contains("HOLDFAST_HOME=" + last("VOLUME") + " ");
    assertThat(last("USER")).isEqualTo("holdfast");
    assertThat(last("RUN"))
        .contains("useradd --system --uid 10001 --home-dir " + last("VOLUME") + " ")
        .contains("-m 0700 " + last("VOLUME") + " /run/holdfast")
        .endsWith("holdfast");
  }

  @Test
  void takes_nothing_from_the_checkout_that_was_built_there() throws IOException {
    assertThat(Files.readAllLines(Distribution.checkout().resolve(".dockerignore")))
        .contains("**/target", "**/node_modules", ".git");
  }
}
