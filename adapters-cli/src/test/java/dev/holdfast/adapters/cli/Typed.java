package dev.holdfast.adapters.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command line printed and how it ended. */
record Typed(String out, String err, int exit) {

  /** Types a command whose output goes to a file. */
  static Typed command(FixedServices services, String... arguments) {
    return command(new Terminal.Unbounded(), services, arguments);
  }

  /** Types a command whose output goes there. */
  static Typed command(Terminal terminal, FixedServices services, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        new CommandLineProgram(services, terminal)
            .run(
                arguments,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8));
    return new Typed(
        out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), exit);
  }
}
