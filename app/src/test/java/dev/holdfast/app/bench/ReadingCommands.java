package dev.holdfast.app.bench;

import dev.holdfast.app.bench.Table.Goal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures commands that only read, each in alternation with a program that does nothing and is
 * started in the same way.
 */
final class ReadingCommands {

  private static final int STARTS = 21;

  /** The first starts find files that are not in memory yet. */
  private static final int UNCOUNTED = 2;

  private static final double MOST_TIMES = 2;
  private static final double NANOS_PER_MILLI = 1e6;

  private static final List<List<String>> COMMANDS =
      List.of(List.of("sessions", "list"), List.of("state"));

  private ReadingCommands() {}

  static void measure(Setup setup) throws IOException, InterruptedException {
    Home home = setup.home("reading");
    try (Gateway gateway = setup.start(home)) {
      try (LoadConnection connection = new LoadConnection(gateway.target().port())) {
        for (String session : List.of("ann", "bob", "cyd")) {
          connection.exchange(gateway.target().chat(session, Target.Mode.WHOLE));
        }
      }
    }
    Home program = new Home(setup.folder().resolve("empty"));
    program.delete();
    Path empty = EmptyProgram.of(setup.distribution(), program.folder());
    for (List<String> command : COMMANDS) {
      measure(setup, home, empty, command);
    }
    program.delete();
    home.delete();
  }

  private static void measure(Setup setup, Home home, Path empty, List<String> command)
      throws IOException, InterruptedException {
    String name = String.join(" ", command);
    Setup.say(STARTS + " times " + name);
    Path program = setup.distribution().resolve("bin/holdfast");
    double[] nothing = new double[STARTS];
    double[] read = new double[STARTS];
    double[] times = new double[STARTS];
    for (int start = -UNCOUNTED; start < STARTS; start++) {
      double without = millis(empty, home.folder(), List.of());
      double with = millis(program, home.folder(), command);
      if (start >= 0) {
        nothing[start] = without;
        read[start] = with;
        times[start] = with / without;
      }
    }
    Figures ratio = Figures.of(times);
    setup
        .table()
        .row(
            "`holdfast " + name + "`, start to end of the process, median of " + STARTS,
            "an empty `main`: " + Figures.of(nothing).spread("%.0f", " ms"),
            Figures.of(read).spread("%.0f", " ms"),
            "times " + ratio.spread("%.2f", ""),
            Goal.atMost(MOST_TIMES, "at most 2 times", ratio.median()));
  }

  /** What a process took that ran a launcher to its end, in milliseconds. */
  private static double millis(Path launcher, Path home, List<String> arguments)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
            Stream.concat(Stream.of(launcher.toString()), arguments.stream()).toList());
    command.environment().keySet().removeIf(name -> name.startsWith("HOLDFAST_"));
    command.environment().put("HOLDFAST_HOME", home.toString());
    command.environment().put("HOLDFAST_JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("HOLDFAST_JAVA_OPTIONS", Gateway.OPTIONS);
    command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    Process process = command.start();
    int exit = process.waitFor();
    double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
    if (exit != 0) {
      throw new IOException(command.command() + " ended with exit code " + exit);
    }
    return millis;
  }
}
