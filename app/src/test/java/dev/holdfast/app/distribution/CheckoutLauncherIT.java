package dev.holdfast.app.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real script in a checkout made for the test, with a stand-in for Maven. */
@DisplayName("The launcher of a checkout")
final class CheckoutLauncherIT {

  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  /** Builds what the real one would, as far as the launcher can see, and writes down each run. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$@" >>maven-runs
      ! [ -e maven-waits ] || while ! [ -e maven-goes ]; do sleep 0.05; done
      if [ -e maven-fails ]; then
        echo "[ERROR] Main.java:[1,1] not a statement"
        exit 1
      fi
      mkdir -p app/target/holdfast/bin
      printf '%s\\n' '#!/bin/sh' 'echo "program $$: $*"' >app/target/holdfast/bin/holdfast
      chmod +x app/target/holdfast/bin/holdfast
      touch app/target/holdfast.built
      """;

  private static final String BUILDING =
      "holdfast: building from sources, this takes a minute or two\n";

  @TempDir private Path scratch;

  private Path checkout;

  @BeforeEach
  void make_a_checkout() throws IOException {
    checkout = Files.createDirectories(scratch.resolve("check out"));
    copy("holdfast");
    copy("app/src/dist/lib/find-jdk.sh");
    for (String source : List.of("pom.xml", "app/pom.xml", "app/src/main/java/Main.java")) {
      Files.createDirectories(checkout.resolve(source).getParent());
      Files.writeString(checkout.resolve(source), "x");
    }
    Scripts.write(scratch.resolve("maven/mvn"), MAVEN);
    FakeJdk.of(scratch.resolve("jdk"), "25");
    age();
  }

  private void copy(String file) throws IOException {
    Files.createDirectories(checkout.resolve(file).getParent());
    Files.copy(Distribution.checkout().resolve(file), checkout.resolve(file));
  }

  /** Makes every source older than any build. */
  private void age() throws IOException {
    try (var files = Files.walk(checkout)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
      }
    }
  }

  private ShellCommand holdfast(String... arguments) {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("holdfast").toString()));
    command.addAll(List.of(arguments));
    return prepared(new ShellCommand(scratch, command));
  }

  private ShellCommand prepared(ShellCommand command) {
    return command
        .with("JAVA25_HOME", scratch.resolve("jdk").toString())
        .with("PATH", scratch.resolve("maven") + ":/usr/bin:/bin");
  }

  private List<String> mavenRuns() throws IOException {
    Path runs = checkout.resolve("maven-runs");
    return Files.exists(runs) ? Files.readAllLines(runs) : List.of();
  }

  private Path lock() {
    return checkout.resolve("target/holdfast-build.owner");
  }

  @Test
  void builds_what_is_missing_and_becomes_it() throws IOException, InterruptedException {
    Finished finished = holdfast("state", "--json").run();

    assertThat(finished.out()).isEqualTo("program " + finished.pid() + ": state --json\n");
    assertThat(finished.err()).isEqualTo(BUILDING);
    assertThat(mavenRuns()).containsExactly("-B -pl app -am package -DskipTests");
    assertThat(lock()).doesNotExist();
  }

  @Test
  void says_nothing_when_there_is_nothing_to_build() throws IOException, InterruptedException {
    holdfast().run();

    Finished finished = holdfast().run();

    assertThat(finished.err()).isEmpty();
    assertThat(mavenRuns()).hasSize(1);
  }

  @Test
  void builds_again_when_a_source_is_newer() throws IOException, InterruptedException {
    holdfast().run();
    Path source = checkout.resolve("app/src/main/java/Main.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

    holdfast().run();

    assertThat(mavenRuns()).hasSize(2);
  }

  @Test
  void builds_again_when_a_source_is_gone() throws IOException, InterruptedException {
    holdfast().run();
    Files.setLastModifiedTime(
        checkout.resolve("app/target/holdfast.built"), FileTime.from(LONG_AGO.plusSeconds(1)));
    Files.delete(checkout.resolve("app/src/main/java/Main.java"));

    holdfast().run();

    assertThat(mavenRuns()).hasSize(2);
  }

  @Test
  void a_test_is_no_source_of_the_distribution() throws IOException, InterruptedException {
    holdfast().run();
    Path test = Files.createDirectories(checkout.resolve("app/src/test")).resolve("Test.java");
    Files.writeString(test, "x");
    Files.setLastModifiedTime(test, FileTime.from(Instant.now().plusSeconds(60)));

    holdfast().run();

    assertThat(mavenRuns()).hasSize(1);
  }

  @Test
  void goes_on_with_the_previous_build_when_this_one_fails()
      throws IOException, InterruptedException {
    holdfast().run();
    Files.createFile(checkout.resolve("maven-fails"));
    Files.delete(checkout.resolve("app/target/holdfast.built"));

    Finished finished = holdfast("state").run();

    assertThat(finished.out()).isEqualTo("program " + finished.pid() + ": state\n");
    assertThat(finished.err())
        .isEqualTo(
            BUILDING
                + "holdfast: the build failed, see %s/target/holdfast-build.log."
                    .formatted(checkout)
                + " Going on with the previous build, which is older than the sources.\n");
    assertThat(lock()).doesNotExist();
  }

  @Test
  void a_first_build_that_fails_shows_its_errors() throws IOException, InterruptedException {
    Files.createFile(checkout.resolve("maven-fails"));

    Finished finished = holdfast("state").run();

    assertThat(finished.exit()).isEqualTo(1);
    assertThat(finished.out()).isEmpty();
    assertThat(finished.err())
        .contains(
            "and there is no previous build to use.\n[ERROR] Main.java:[1,1] not a statement\n")
        .endsWith("run 'mvn package' in " + checkout + " to see all of it.\n");
  }

  @Test
  void without_maven_the_previous_build_does() throws IOException, InterruptedException {
    holdfast().run();
    Files.delete(checkout.resolve("app/target/holdfast.built"));
    Path noMaven = toolsWithoutMaven();

    Finished finished = holdfast().with("PATH", noMaven.toString()).run();

    assertThat(finished.out()).startsWith("program " + finished.pid());
    assertThat(finished.err())
        .isEqualTo(
            "holdfast: Maven is not installed. Going on with the previous build, which is older"
                + " than the sources.\n");
  }

  /** The tools the script needs, for machines where Maven is beside them. */
  private Path toolsWithoutMaven() throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("tools"));
    for (String tool :
        List.of(
            "sh", "find", "head", "mkdir", "ln", "mv", "rm", "date", "sleep", "readlink", "grep")) {
      Path program =
          Files.exists(Path.of("/usr/bin", tool))
              ? Path.of("/usr/bin", tool)
              : Path.of("/bin", tool);
      Scripts.write(folder.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(program));
    }
    return folder;
  }

  @Test
  void of_two_at_once_one_builds_and_the_other_waits() throws IOException, InterruptedException {
    Files.createFile(checkout.resolve("maven-waits"));
    ShellCommand first = holdfast("first");
    Process builder = first.start();
    first.awaitFile(builder, checkout.resolve("maven-runs"));
    ShellCommand second = holdfast("second");
    Process waiter = second.start();
    second.awaitError(waiter, "holdfast: waiting for another build of this checkout\n");

    Files.createFile(checkout.resolve("maven-goes"));

    assertThat(first.result(builder).out()).endsWith(": first\n");
    assertThat(second.result(waiter).out()).endsWith(": second\n");
    assertThat(mavenRuns()).hasSize(1);
  }

  @Test
  void a_lock_of_a_process_that_is_gone_is_taken_over() throws IOException, InterruptedException {
    sign(lock(), gone() + ".1");

    Finished finished = holdfast().run();

    assertThat(finished.err()).isEqualTo(BUILDING);
    assertThat(mavenRuns()).hasSize(1);
    assertThat(leftOfLocks()).isEmpty();
  }

  @Test
  void a_lock_of_a_process_that_lives_is_waited_for() throws IOException, InterruptedException {
    sign(lock(), ProcessHandle.current().pid() + ".1");
    ShellCommand command = holdfast();
    Process waiter = command.start();
    command.awaitError(waiter, "holdfast: waiting for another build of this checkout\n");

    Files.delete(lock());

    assertThat(command.result(waiter).exit()).isZero();
    assertThat(mavenRuns()).hasSize(1);
  }

  /** In a container every start has the same process number. */
  @Test
  void a_lock_with_the_launchers_own_number_is_one_of_an_earlier_life()
      throws IOException, InterruptedException {
    String script = "mkdir -p target && ln -s $$.1 target/holdfast-build.owner && exec ./holdfast";

    Finished finished =
        prepared(new ShellCommand(checkout, List.of("/bin/sh", "-c", script))).run();

    assertThat(finished.err()).isEqualTo(BUILDING);
    assertThat(mavenRuns()).hasSize(1);
    assertThat(lock()).doesNotExist();
  }

  @Test
  void a_lock_that_was_being_taken_over_is_taken_over() throws IOException, InterruptedException {
    String gone = gone();
    sign(lock(), gone + ".1");
    sign(heirOf(gone + ".1"), gone + ".2");
    sign(heirOf(gone + ".2"), gone + ".3");
    sign(lock().resolveSibling(lock().getFileName() + "." + gone + ".3"), gone + ".3");

    Finished finished = holdfast().run();

    assertThat(finished.err()).isEqualTo(BUILDING);
    assertThat(mavenRuns()).hasSize(1);
    assertThat(lock()).doesNotExist();
  }

  @Test
  void a_lock_that_an_earlier_launcher_left_half_made_holds_nobody_up()
      throws IOException, InterruptedException {
    Files.createDirectories(checkout.resolve("target/holdfast-build.lock"));

    Finished finished = holdfast().run();

    assertThat(finished.err()).isEqualTo(BUILDING);
    assertThat(mavenRuns()).hasSize(1);
  }

  @Test
  void of_many_that_find_the_owner_gone_one_builds() throws IOException, InterruptedException {
    sign(lock(), gone() + ".1");
    ShellCommand command = holdfast();
    List<Process> launchers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      launchers.add(command.start());
    }

    for (Process launcher : launchers) {
      assertThat(command.result(launcher).exit()).isZero();
    }
    assertThat(mavenRuns()).hasSize(1);
    assertThat(leftOfLocks()).isEmpty();
  }

  private static String gone() throws IOException, InterruptedException {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    return Long.toString(gone.pid());
  }

  private Path heirOf(String owner) {
    return lock().resolveSibling(lock().getFileName() + ".after." + owner);
  }

  private static void sign(Path lock, String owner) throws IOException {
    Files.createDirectories(lock.getParent());
    Files.createSymbolicLink(lock, Path.of(owner));
  }

  private List<Path> leftOfLocks() throws IOException {
    try (var files = Files.list(lock().getParent())) {
      return files.filter(file -> !file.toString().endsWith(".log")).toList();
    }
  }

  @Test
  void a_stopped_build_leaves_no_lock() throws IOException, InterruptedException {
    Files.createFile(checkout.resolve("maven-waits"));
    ShellCommand command = holdfast();
    Process builder = command.start();
    command.awaitFile(builder, checkout.resolve("maven-runs"));

    builder.destroy();

    assertThat(command.result(builder).exit()).isEqualTo(143);
    assertThat(lock()).doesNotExist();
  }

  @Test
  void runs_through_a_link_from_another_folder() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(scratch.resolve("hf"), checkout.resolve("holdfast"));
    holdfast().run();

    Finished finished = new ShellCommand(scratch, List.of(link.toString(), "state")).run();

    assertThat(finished.out()).isEqualTo("program " + finished.pid() + ": state\n");
  }
}
