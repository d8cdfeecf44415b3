package dev.holdfast.app.endtoend;

import dev.holdfast.app.distribution.Distribution;
import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.distribution.ShellCommand;
import dev.holdfast.app.endtoend.RawClient.Chat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An operator with a home that gateways use, and a shell whose HOME is the isolated home of an
 * agent.
 */
final class Incident {

  /** A session of the canonical store. */
  static final String KEY = "agent:main:web:ann";

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path output;
  private final Path user;
  private final Path isolated;
  private final Map<String, String> variables = new HashMap<>();

  /** Whose tree the isolated home lies in. */
  enum Tree {
    OURS(".holdfast"),
    ANOTHER_PRODUCTS(".openclaw");

    private final String folder;

    Tree(String folder) {
      this.folder = folder;
    }
  }

  /**
   * Makes the folders; the canonical store is made by the first gateway.
   *
   * @param scratch an existing folder, outside of which nothing is written
   */
  Incident(Path scratch, Tree tree) {
    try {
      this.output = Files.createDirectories(scratch.resolve("output"));
      this.user = Files.createDirectories(scratch.resolve("u/ann"), PRIVATE).toRealPath();
      // Private, as homes are; what stands in it is an agent's own business.
      Files.createDirectories(user.resolve(tree.folder), PRIVATE);
      this.isolated =
          Files.createDirectories(
              user.resolve(tree.folder).resolve("agents/x/agent/codex-home/home"), PRIVATE);
      Files.writeString(isolated.resolve("notes.txt"), "an agent's own file");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Gives both shells what a login gives: one runtime folder of the user. */
  Incident withRuntimeFolder() {
    try {
      Path folder = Files.createDirectories(user.resolveSibling("run"), PRIVATE);
      variables.put("XDG_RUNTIME_DIR", folder.toString());
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The operator's own home folder. */
  Path user() {
    return user;
  }

  /** The home that counts. */
  Path canonical() {
    return user.resolve(".holdfast");
  }

  /** What HOME is in the wrong shell. */
  Path isolated() {
    return isolated;
  }

  /** The home that the wrong shell would lead to. */
  Path shadow() {
    return isolated.resolve(".holdfast");
  }

  /** A gateway on the canonical home. */
  RunningGateway start() throws InterruptedException {
    return start(canonical());
  }

  /** A gateway of this user on a home of its own. */
  RunningGateway start(Path home) throws InterruptedException {
    return RunningGateway.start(
        in(user, "gateway", "run", "--port", "0", "--json", "--home", home.toString()));
  }

  /** Makes the canonical store, with a session in it, and leaves no gateway running. */
  String seeded() throws InterruptedException {
    try (RunningGateway gateway = start()) {
      gateway.raw().chat(Chat.of(KEY, "Hello."));
      gateway.stop();
    }
    return sessionId();
  }

  /** The canonical session's present id. */
  String sessionId() {
    return new AgentStore(canonical().resolve("agents/main/agent/holdfast-agent.sqlite"))
        .rows("SELECT session_id FROM sessions WHERE session_key = '" + KEY + "'")
        .getFirst();
  }

  /** Runs a command in the wrong shell. */
  Finished wrong(String... arguments) throws InterruptedException {
    return in(isolated, arguments).run();
  }

  /** Runs a command in the wrong shell with more variables. */
  Finished wrong(Map<String, String> variables, String... arguments) throws InterruptedException {
    ShellCommand command = in(isolated, arguments);
    variables.forEach(command::with);
    return command.run();
  }

  /** Runs a command in the operator's own shell. */
  Finished right(String... arguments) throws InterruptedException {
    return in(user, arguments).run();
  }

  /** A command in a shell with this HOME. */
  ShellCommand in(Path home, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Distribution.launcher().toString());
    command.addAll(List.of(arguments));
    ShellCommand shell =
        new ShellCommand(output, command)
            .with("HOME", home.toString())
            .with("HOLDFAST_JAVA_HOME", System.getProperty("java.home"));
    variables.forEach(shell::with);
    return shell;
  }
}
