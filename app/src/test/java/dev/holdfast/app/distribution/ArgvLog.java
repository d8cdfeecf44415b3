package dev.holdfast.app.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command lines by which tests ran the program, and how each ended: a JSON object a line, in
 * the file that the build names. Begun anew by each JVM of tests; where the build names no file, as
 * for a measurement, nothing is noted.
 */
public final class ArgvLog {

  private static final String FILE_PROPERTY = "holdfast.argv.log";

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private static final ArgvLog OF_THIS_JVM = new ArgvLog(System.getProperty(FILE_PROPERTY, ""));

  private final String file;
  private boolean begun;

  private ArgvLog(String file) {
    this.file = file;
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
    if (file.isEmpty()) {
      return;
    }
    try {
      Path log = Path.of(file);
      if (!begun) {
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
    return Files.readAllLines(Path.of(System.getProperty(FILE_PROPERTY, "missing"))).stream()
        .map(line -> MAPPER.readValue(line, Line.class))
        .toList();
  }
}
