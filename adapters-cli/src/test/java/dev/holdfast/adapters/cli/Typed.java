package dev.holdfast.adapters.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What a command line printed and how it ended. */
record Typed(String out, String err, int exit) {

  /** What some commands cannot do without. */
  static final Map<String, List<String>> NEEDED =
      Map.ofEntries(
          Map.entry("sessions show", List.of("main")),
          Map.entry("turns show", List.of("turn_1")),
          Map.entry("turns abort", List.of("turn_1")),
          Map.entry("sessions patch", List.of("main", "--label", "Ann")),
          Map.entry("sessions reset", List.of("main")),
          Map.entry("sessions delete", List.of("main")),
          Map.entry("sessions restore", List.of("a-1")),
          Map.entry("log level", List.of("debug")),
          Map.entry("tokens create", List.of("--name", "laptop", "--scope", "read")),
          Map.entry("tokens rotate", List.of("t-1")),
          Map.entry("tokens revoke", List.of("t-1")),
          Map.entry("doctor", List.of("--fix")),
          Map.entry("completion", List.of("bash")));

  /** What is typed is answered into files. */
  static final Display IN_A_FILE = display(new Terminal.Unbounded());

  private static Display display(Terminal terminal) {
    return new Display(terminal, Colours.NONE, Clock.systemUTC());
  }

  /** Types a command whose output goes to a file. */
  static Typed command(FixedServices services, String... arguments) {
    return command(IN_A_FILE, services, arguments);
  }

  /** Types a command whose output goes there. */
  static Typed command(Terminal terminal, FixedServices services, String... arguments) {
    return command(display(terminal), new Person.Nobody(), services, arguments);
  }

  /** Has somebody type a command who can be asked. */
  static Typed command(Person person, FixedServices services, String... arguments) {
    return command(IN_A_FILE, person, services, arguments);
  }

  /** Types a command whose output is shown so. */
  static Typed command(Display display, FixedServices services, String... arguments) {
    return command(display, new Person.Nobody(), services, arguments);
  }

  private static Typed command(
      Display display, Person person, FixedServices services, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        new CommandLineProgram(services, display, person)
            .run(
                arguments,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8));
    return new Typed(
        out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), exit);
  }
}
