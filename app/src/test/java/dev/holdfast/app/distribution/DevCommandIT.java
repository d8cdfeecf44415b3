package dev.holdfast.app.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The SDK tests of ./dev")
final class DevCommandIT {

  @TempDir private Path scratch;

  /** Everything the command finds: what it needs itself, and no Node yet. */
  private Path programs;

  @BeforeEach
  void make_a_path_without_node() throws IOException {
    programs = Files.createDirectory(scratch.resolve("programs"));
    for (String program : List.of("sh", "dirname")) {
      Files.createSymbolicLink(programs.resolve(program), Path.of("/bin").resolve(program));
    }
  }

  private Finished sdkTests() throws InterruptedException {
    Path dev = Distribution.checkout().resolve("dev");
    return new ShellCommand(scratch, List.of(dev.toString(), "test", "sdk"))
        .with("PATH", programs.toString())
        .run();
  }

  private void install(String name, String answer) throws IOException {
    Path program = programs.resolve(name);
    Files.writeString(program, "#!/bin/sh\necho " + answer + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void say_that_node_is_missing() throws InterruptedException {
    Finished finished = sdkTests();

    assertThat(finished.err())
        .isEqualTo("dev: the SDK tests need Node 20 or newer with npm, which is not installed.\n");
    assertThat(finished.exit()).isEqualTo(1);
  }

  @Test
  void say_that_npm_is_missing() throws IOException, InterruptedException {
    install("node", "v24.1.0");

    Finished finished = sdkTests();

    assertThat(finished.err()).contains("with npm, which is not installed");
    assertThat(finished.exit()).isEqualTo(1);
  }

  @Test
  void say_that_node_is_too_old() throws IOException, InterruptedException {
    install("node", "v18.20.4");
    install("npm", "10.7.0");

    Finished finished = sdkTests();

    assertThat(finished.err())
        .isEqualTo("dev: the SDK tests need Node 20 or newer; this is v18.20.4.\n");
    assertThat(finished.exit()).isEqualTo(1);
  }
}
