package dev.holdfast.app.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command lines by which tests ran the program, and how each ended: a JSON object a line, in
 * the folder that the build names. Each of the JVMs that run tests at the same time has a file of
 * its own there and begins it anew; where the build names no folder, as for a measurement, nothing
 * is noted.
 */
public final class ArgvLog {

  private static final String FOLDER_PROPERTY = "holdfast.argv.log";
  private static final String FORK_PROPERTY = "holdfast.fork";

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private static final ArgvLog OF_THIS_JVM = new ArgvLog(System.getProperty(FOLDER_PROPERTY, ""));

  private final String folder;
  private boolean begun;

  private ArgvLog(String folder) {
    this.folder = folder;
  }

  /**
   * A command line that was run to its end.
   *
   * @param argv what was typed behind the program's name
   */
  record Line(List<String> argv, int exit) {}

  /** Notes that a process has ended; one that was not the program on a real JDK is passed over. */
  public static void note(ProcessBuilder process, int exit) {
    if (isProgram(process.command(), process.environment())) {
      OF_THIS_JVM.add(new Line(process.command().subList(1, process.command().size()), exit));
    }
  }

  /** Stand-ins for a JDK do nothing, so what they are given means nothing. */
  private static boolean isProgram(List<String> command, Map<String, String> environment) {
    return Path.of(command.getFirst()).endsWith(Path.of("bin", "holdfast"))
        && System.getProperty("java.home").equals(environment.get("HOLDFAST_JAVA_HOME"));
  }

  private synchronized void add(Line line) {
    if (folder.isEmpty()) {
      return;
    }
    try {
      Path log = Path.of(folder, System.getProperty(FORK_PROPERTY, "1") + ".jsonl");
      if (!begun) {
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        begun = true;
      }
      Files.writeString(
          log,
          MAPPER.writeValueAsString(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What the tests before this JVM noted. */
  static List<Line> noted() throws IOException {
    List<Line> lines = new ArrayList<>();
    try (var logs =
        Files.newDirectoryStream(Path.of(System.getProperty(FOLDER_PROPERTY, "missing")))) {
      for (Path log : logs) {
        Files.readAllLines(log).forEach(line -> lines.add(MAPPER.readValue(line, Line.class)));
      }
    }
    return lines;
  }
}
