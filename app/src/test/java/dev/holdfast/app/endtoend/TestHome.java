package dev.holdfast.app.endtoend;

import dev.holdfast.app.distribution.Distribution;
import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.distribution.ShellCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A gateway's home of a test, and the program that works on it. */
final class TestHome {

  private final Path scratch;
  private final Path folder;

  /**
   * A home that does not exist yet.
   *
   * @param scratch an existing folder, which is the user's home of every process
   */
  TestHome(Path scratch) {
    this(scratch, "home");
  }

  /** A home of another name. */
  TestHome(Path scratch, String name) {
    this.scratch = scratch;
    this.folder = scratch.resolve(name);
  }

  /** The home with this configuration. */
  TestHome configured(String json) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(folder.resolve("holdfast.json"), json);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Path folder() {
    return folder;
  }

  /** Starts a gateway on a free port and waits until it answers. */
  RunningGateway start() throws InterruptedException {
    return RunningGateway.start(
        holdfast("gateway", "run", "--port", "0", "--home", folder.toString(), "--json"));
  }

  /** Runs a command on this home to its end. */
  Finished run(String... arguments) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", folder.toString()));
    return holdfast(all.toArray(String[]::new)).run();
  }

  /** What {@code sessions show} says of a session. */
  JsonNode session(String key) throws InterruptedException {
    return Json.read(run("sessions", "show", key, "--json").out()).path("data");
  }

  /** What the agent {@code main} has stored. */
  AgentStore store() {
    return new AgentStore(folder.resolve("agents/main/agent/holdfast-agent.sqlite"));
  }

  /** The program with arguments, ready to start. */
  ShellCommand holdfast(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Distribution.launcher().toString());
    command.addAll(List.of(arguments));
    return new ShellCommand(scratch, command)
        .with("HOLDFAST_JAVA_HOME", System.getProperty("java.home"));
  }
}
