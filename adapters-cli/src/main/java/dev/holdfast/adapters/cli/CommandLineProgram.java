package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.ConfigurationBroken;
import dev.holdfast.ports.in.OperatorServices;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.out.env.StorageFailure;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line of Holdfast. */
public final class CommandLineProgram {

  private final OperatorServices.Factory services;
  private final Display display;
  private final Person person;

  @Inject
  CommandLineProgram(OperatorServices.Factory services, Display display, Person person) {
    this.services = services;
    this.display = display;
    this.person = person;
  }

  /**
   * Runs one command line to its end and prints what it has to say.
   *
   * @param arguments what was typed behind the program's name
   * @param results for results, and with {@code --json} for everything
   * @param err for problems
   * @return the exit code: 0 done, 1 findings or failure, 2 usage, 3 gateway unreachable, 4 refused
   *     by a guard, 5 store unusable, 78 newer schema
   */
  public int run(String[] arguments, OutputStream results, PrintStream err) {
    NamedHome home = NamedHome.of(arguments);
    StandardOutput output = new StandardOutput(results);
    PrintStream out = output.printed();
    Printer text =
        new TextPrinter(display.out(out, home), display.err(err, home), display.progress(err));
    Printer printer = asksForJson(arguments) ? new JsonPrinter(out, home) : text;
    Confirmation confirmation = new Confirmation(person, display.err(err, home));
    Answer answer;
    try {
      answer = answer(arguments, new Talk(printer, confirmation));
    } catch (StorageFailure failure) {
      answer = StoreProblem.of(failure);
    } catch (ConfigurationBroken broken) {
      answer = ConfigurationProblem.of(broken);
    } catch (GatewayFailed failed) {
      answer = failed.problem();
    } catch (RuntimeException defect) {
      answer = defect(defect);
    }
    printer.answer(answer);
    LostOutput.problem(answer, output.fate()).ifPresent(text::answer);
    return LostOutput.exit(answer, output.fate()).number();
  }

  /** What goes back and forth while a command runs. */
  private record Talk(Printer printer, Confirmation confirmation) {}

  /** Told before parsing, because an answer to a wrong command line is to be JSON as well. */
  private static boolean asksForJson(String[] arguments) {
    return Arrays.stream(arguments)
        .takeWhile(argument -> !argument.equals("--"))
        .anyMatch(SharedOptions.JSON::equals);
  }

  private Answer answer(String[] arguments, Talk talk) {
    CommandTree named = CommandTree.naming(arguments);
    try {
      List<ParseResult> levels = levels(named.parser().parseArgs(arguments));
      if (levels.stream().noneMatch(ParseResult::isUsageHelpRequested)) {
        if (levels.getLast().isVersionHelpRequested()) {
          return version();
        }
        for (Command command : named.commandOf(levels.getFirst().commandSpec())) {
          return run(command, new Arguments(levels), talk);
        }
      }
    } catch (ParameterException e) {
      // What is wrong is told by the whole tree, which knows what else could have been meant.
    }
    return guidance(arguments, new CommandTree());
  }

  /** What there is to say to a command line that gives nothing to run. */
  private static Answer guidance(String[] arguments, CommandTree tree) {
    try {
      List<ParseResult> levels = levels(tree.parser().parseArgs(arguments));
      return levels.stream().anyMatch(ParseResult::isUsageHelpRequested)
          ? help(levels.getFirst())
          : UsageProblem.unfinished(levels.getFirst().commandSpec());
    } catch (ParameterException e) {
      return UsageProblem.of(e, tree);
    }
  }

  /** The innermost command first. */
  private static List<ParseResult> levels(ParseResult outermost) {
    List<ParseResult> levels = new ArrayList<>();
    for (ParseResult level = outermost; level != null; level = level.subcommand()) {
      levels.addFirst(level);
    }
    return levels;
  }

  private Answer run(Command command, Arguments arguments, Talk talk) {
    for (String place : List.of(SharedOptions.HOME, SharedOptions.CONFIG)) {
      if (arguments.has(place) && arguments.text(place).isBlank()) {
        return Usage.problem(place + " is empty; name a place, or leave the option out.");
      }
    }
    Whereabouts whereabouts =
        new Whereabouts(arguments.text(SharedOptions.HOME), arguments.text(SharedOptions.CONFIG));
    try (OperatorServices opened = services.at(whereabouts)) {
      Invocation invocation =
          new Invocation(arguments, opened, new GatewayReader(opened.door()), talk.printer());
      return switch (command) {
        case ReadingCommand reading -> {
          if (reading.looksIntoHome()) {
            invocation
                .services()
                .warnings()
                .forEach(finding -> Findings.warn(talk.printer(), finding));
          }
          yield reading.run(invocation);
        }
        case GuardedCommand guarded ->
            new Guard(opened, talk.printer(), talk.confirmation(), Consent.of(arguments))
                .admit(guarded.intent(invocation));
        case GatewayRun run -> run.run(invocation, opened.gateway());
      };
    }
  }

  private static Answer defect(RuntimeException defect) {
    StringWriter trace = new StringWriter();
    defect.printStackTrace(new PrintWriter(trace));
    return new Answer.Problem(
        ExitCode.FAILURE,
        "internal_error",
        "This is a defect of Holdfast.",
        List.of("Please report it with the lines above."),
        new JsonObject().put("trace", trace.toString()),
        screen -> screen.block("", trace.toString()));
  }

  private static Answer help(ParseResult level) {
    String text = level.commandSpec().commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF);
    return new Answer.Done(new JsonObject().put("help", text), screen -> screen.block("", text));
  }

  private static Answer version() {
    String java = System.getProperty("java.version", "");
    return new Answer.Done(
        new JsonObject().put("version", Version.text()).put("java", java),
        screen -> screen.line("holdfast " + Version.text() + " (Java " + java + ")"));
  }
}
