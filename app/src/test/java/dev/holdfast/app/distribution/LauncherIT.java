package dev.holdfast.app.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The launcher of the distribution")
final class LauncherIT {

  @TempDir private Path scratch;

  private Path jdk;

  @BeforeEach
  void make_a_jdk_that_shows_what_it_is_given() throws IOException {
    jdk = FakeJdk.of(scratch.resolve("jdk"), "25.0.9");
  }

  private ShellCommand launch(String... arguments) {
    return command(Distribution.launcher().toString(), arguments);
  }

  private ShellCommand command(String program, String... arguments) {
    return new ShellCommand(
        scratch, Stream.concat(Stream.of(program), Stream.of(arguments)).toList());
  }

  @Test
  void becomes_java_in_the_same_process() throws InterruptedException {
    Finished finished = launch().with("HOLDFAST_JAVA_HOME", jdk.toString()).run();

    assertThat(finished.out()).startsWith("java of " + jdk + ", process " + finished.pid() + "\n");
    assertThat(finished.err()).isEmpty();
  }

  @Test
  void passes_arguments_on_untouched() throws InterruptedException {
    Finished finished =
        launch("sessions", "show", "a b", "", "*", "$HOME", "-x")
            .with("HOLDFAST_JAVA_HOME", jdk.toString())
            .run();

    assertThat(finished.out())
        .endsWith("Main>\n<sessions>\n<show>\n<a b>\n<>\n<*>\n<$HOME>\n<-x>\n");
  }

  @Test
  void runs_from_any_folder_and_through_links() throws IOException, InterruptedException {
    Path other = Files.createDirectories(scratch.resolve("some where/bin"));
    Path first = Files.createSymbolicLink(other.resolve("hf"), Distribution.launcher());
    Path second = Files.createSymbolicLink(other.resolve("hf2"), first.getFileName());

    for (String program : List.of(first.toString(), second.toString(), "./hf2")) {
      Finished finished =
          command(program).in(other).with("HOLDFAST_JAVA_HOME", jdk.toString()).run();

      assertThat(finished.out())
          .contains(Distribution.folder().toRealPath() + "/lib/holdfast-app-");
      assertThat(finished.err()).isEmpty();
    }
    Files.delete(first);
  }

  @Test
  void is_found_on_the_path() throws InterruptedException {
    Finished finished =
        command("/bin/sh", "-c", "holdfast --version")
            .with("PATH", Distribution.folder().resolve("bin") + ":/usr/bin:/bin")
            .with("HOLDFAST_JAVA_HOME", jdk.toString())
            .run();

    assertThat(finished.out()).endsWith("Main>\n<--version>\n");
  }

  @Test
  void uses_the_physical_folder_which_never_changes() throws IOException, InterruptedException {
    Finished finished = launch().with("HOLDFAST_JAVA_HOME", jdk.toString()).run();

    assertThat(finished.out()).doesNotContain(Distribution.folder() + "/");
    assertThat(Distribution.folder()).isSymbolicLink();
  }

  @Test
  void takes_the_first_fitting_jdk_in_a_fixed_order() throws IOException, InterruptedException {
    Path old = FakeJdk.of(scratch.resolve("old"), "17.0.1");
    Path newer = FakeJdk.of(scratch.resolve("newer"), "250.1");
    Path second = FakeJdk.of(scratch.resolve("second"), "25");

    assertThat(
            launch()
                .with("JAVA25_HOME", jdk.toString())
                .with("JAVA_HOME", second.toString())
                .run()
                .out())
        .startsWith("java of " + jdk + ",");
    assertThat(
            launch()
                .with("JAVA25_HOME", newer.toString())
                .with("JAVA_HOME", second.toString())
                .run()
                .out())
        .startsWith("java of " + second + ",");
    assertThat(
            launch()
                .with("JAVA_HOME", old.toString())
                .with("PATH", second.resolve("bin") + ":/usr/bin:/bin")
                .run()
                .out())
        .startsWith("java of " + second + ",");
  }

  @Test
  void follows_the_links_of_a_java_on_the_path() throws IOException, InterruptedException {
    Path alternatives = Files.createDirectories(scratch.resolve("alternatives/bin"));
    Path link = Files.createSymbolicLink(scratch.resolve("java-link"), jdk.resolve("bin/java"));
    Files.createSymbolicLink(alternatives.resolve("java"), link);

    Finished finished = launch().with("PATH", alternatives + ":/usr/bin:/bin").run();

    assertThat(finished.out()).startsWith("java of " + jdk + ",");
  }

  @Test
  void refuses_a_named_jdk_that_does_not_fit() throws IOException, InterruptedException {
    Path old = FakeJdk.of(scratch.resolve("old"), "17.0.1");

    Finished finished =
        launch().with("HOLDFAST_JAVA_HOME", old.toString()).with("JAVA_HOME", jdk.toString()).run();

    assertThat(finished.exit()).isEqualTo(1);
    assertThat(finished.out()).isEmpty();
    assertThat(finished.err())
        .isEqualTo(
            "holdfast: HOLDFAST_JAVA_HOME is %s, which is not a JDK 25. Point it at one, or unset it to let holdfast look for one.\n"
                .formatted(old));
  }

  @Test
  void names_what_to_install_when_there_is_none() throws InterruptedException {
    String search =
        """
        . "$1/lib/find-jdk.sh"
        jdk_version=99
        find_jdk
        [ -n "$jdk" ] || explain_missing_jdk
        """;

    Finished finished =
        command("/bin/sh", "-c", search, "sh", Distribution.folder().toString()).run();

    assertThat(finished.err())
        .startsWith("holdfast: no JDK 99 found. Install one, for example Temurin 99 ");
  }

  @Test
  void gives_every_jar_in_the_order_of_the_build() throws IOException, InterruptedException {
    Path lib = Distribution.folder().toRealPath().resolve("lib");
    List<String> jars = Files.readAllLines(lib.resolve("class-path"));

    Finished finished = launch().with("HOLDFAST_JAVA_HOME", jdk.toString()).run();

    assertThat(finished.out())
        .contains("<" + String.join(":", jars.stream().map(jar -> lib + "/" + jar).toList()) + ">");
    assertThat(jars).allSatisfy(jar -> assertThat(lib.resolve(jar)).isRegularFile());
    assertThat(jars.getFirst()).startsWith("holdfast-app-");
  }

  @Test
  void adds_the_options_an_operator_wants() throws InterruptedException {
    Finished finished =
        launch()
            .with("HOLDFAST_JAVA_HOME", jdk.toString())
            .with("HOLDFAST_JAVA_OPTIONS", "-Xmx1g -Da=b")
            .run();

    assertThat(finished.out()).contains("<-Xmx1g>\n<-Da=b>\n");
  }

  @Test
  void does_not_say_that_a_file_is_a_terminal() throws InterruptedException {
    Finished finished = launch().with("HOLDFAST_JAVA_HOME", jdk.toString()).run();

    assertThat(finished.out()).contains("Main>\n").doesNotContain("holdfast.terminal.");
  }

  @Test
  void says_which_of_its_streams_are_a_terminal() throws InterruptedException {
    assertThat(onTerminal("")).containsExactly("input=true", "errors=true", "columns=132");
    assertThat(onTerminal("</dev/null")).containsExactly("errors=true", "columns=132");
    assertThat(onTerminal("2>/dev/null")).containsExactly("input=true", "columns=132");
    assertThat(onTerminal("| cat")).containsExactly("input=true", "errors=true");
  }

  /** What it tells of its streams on a terminal of 132 columns, some of them led elsewhere. */
  private List<String> onTerminal(String redirection) throws InterruptedException {
    String line = "stty cols 132; " + Distribution.launcher() + " state " + redirection;
    Finished finished =
        command("script", "--quiet", "--return", "--command", line, "/dev/null")
            .with("HOLDFAST_JAVA_HOME", jdk.toString())
            .run();
    return Pattern.compile("<-Dholdfast\\.terminal\\.(.*?)>")
        .matcher(finished.out())
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void lets_only_the_gateway_compile_for_days_with_a_cache_of_its_own()
      throws InterruptedException {
    assertThat(caches("gateway", "run", "--port", "0")).contains("/lib/holdfast.aot", "Level=4");
    assertThat(caches("--home", "/h", "gateway", "run")).contains("/lib/holdfast.aot", "Level=4");
    assertThat(caches("gateway", "status")).contains("/lib/commands.aot", "Level=1");
    assertThat(caches("sessions", "list")).contains("/lib/commands.aot", "Level=1");
    assertThat(caches()).contains("/lib/commands.aot", "Level=1");
  }

  private String caches(String... arguments) throws InterruptedException {
    return launch(arguments).with("HOLDFAST_JAVA_HOME", jdk.toString()).run().out();
  }

  @Test
  void brings_the_native_library_of_each_platform() {
    Path natives = Distribution.folder().resolve("lib/native");

    assertThat(natives.resolve("linux-x86_64/libsqlitejdbc.so")).isNotEmptyFile();
    assertThat(natives.resolve("linux-aarch64/libsqlitejdbc.so")).isNotEmptyFile();
    assertThat(natives.resolve("macos-x86_64/libsqlitejdbc.dylib")).isNotEmptyFile();
    assertThat(natives.resolve("macos-aarch64/libsqlitejdbc.dylib")).isNotEmptyFile();
  }
}
