package dev.holdfast.adapters.cli;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands, each under its group. */
final class CommandTree {

  static final String NAME = "holdfast";
  static final String VERSION = "--version";

  /** What a command takes from the variables it is started with, each with its meaning. */
  static final List<Variable> ENVIRONMENT =
      List.of(
          new Variable("HOLDFAST_TOKEN", "The token to use. Else that in the home's file token."),
          new Variable("HOLDFAST_HOME", "Where state is, if --home does not say."),
          new Variable("HOLDFAST_CONFIG", "The configuration, if --config does not say."),
          new Variable("NO_COLOR", "No colours on a terminal."));

  private final Predicate<String> wanted;
  private final CommandLine root;
  private final Map<CommandSpec, Command> commands = new LinkedHashMap<>();

  /** A variable of the environment. */
  record Variable(String name, String meaning) {}

  /** Every command there is. */
  CommandTree() {
    this(name -> true);
  }

  /**
   * A part of the tree, that takes a fraction of the time to make.
   *
   * @param wanted whether something of this name, directly below the program, is to be there
   */
  private CommandTree(Predicate<String> wanted) {
    this.wanted = wanted;
    CommandSpec all =
        group(NAME, "A session gateway for AI agents: an OpenAI-compatible server with a memory.");
    all.addOption(
        OptionSpec.builder("-V", VERSION)
            .versionHelp(true)
            .description("Print the version.")
            .build());
    all.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes());
    all.usageMessage().footerHeading("%nEnvironment:%n").footer(environment());
    SharedOptions.all().forEach(all::addOption);
    add(
        all,
        "gateway",
        "Run the gateway, look for it, and look after its process.",
        new GatewayRun(),
        new GatewayStatus(),
        new GatewayStop(),
        new GatewayDrain(),
        new GatewayRestart(),
        new GatewayReload());
    add(all, "log", "Change what the running gateway logs.", new LogLevel());
    add(
        all,
        "sessions",
        "Look at sessions, and change them.",
        new SessionsList(),
        new SessionsShow(),
        new SessionsPatch(),
        new SessionsReset(),
        new SessionsDelete(),
        new SessionsArchived(),
        new SessionsRestore(),
        new SessionsRecover());
    add(
        all,
        "turns",
        "Look at turns, and stop them.",
        new TurnsList(),
        new TurnsShow(),
        new TurnsAbort());
    add(all, "events", "Follow what happens, through the running gateway.", new EventsFollow());
    add(
        all,
        "tokens",
        "Look after tokens.",
        new TokensCreate(),
        new TokensList(),
        new TokensRotate(),
        new TokensRevoke());
    add(all, "audit", "Look at what was changed.", new AuditList());
    add(all, "models", "Look at models.", new ModelsList());
    add(all, "state", new StateShow(), new StateNewId());
    add(all, "doctor", new DoctorVisit());
    add(all, "config", "Look at the configuration.", new ConfigValidate(), new ConfigSchema());
    add(all, "completion", new Completion(() -> new CommandTree().model()));
    root = new CommandLine(all);
    root.setExpandAtFiles(false);
    root.setInterpolateVariables(false);
    // A folder may have the name of a command.
    root.setAllowSubcommandsAsOptionParameters(true);
  }

  CommandLine parser() {
    return root;
  }

  /** All that can be typed. */
  CommandModel model() {
    return CommandModel.of(root.getCommandSpec(), commands::containsKey);
  }

  /** The command of a specification; none for a group. */
  List<Command> commandOf(CommandSpec specification) {
    Command command = commands.get(specification);
    return command == null ? List.of() : List.of(command);
  }

  /** The whole name of each command, such as {@code sessions list}. */
  List<String> names() {
    return commands.keySet().stream()
        .map(specification -> specification.qualifiedName().substring(NAME.length() + 1))
        .toList();
  }

  /**
   * What is needed to understand these words, if they can be understood: whatever is not named is
   * left out. What is not understood here is to be told with the whole tree.
   */
  static CommandTree naming(String... words) {
    return new CommandTree(new HashSet<>(List.of(words))::contains);
  }

  private void add(CommandSpec all, String name, String description, Command... members) {
    if (wanted.test(name)) {
      CommandSpec group = group(name, description);
      all.addSubcommand(name, group);
      for (Command member : members) {
        add(group, member);
      }
    }
  }

  /** A command that stands directly below the program, and those below it. */
  private void add(CommandSpec all, String name, Command command, Command... members) {
    if (wanted.test(name)) {
      CommandSpec group = add(all, command);
      for (Command member : members) {
        add(group, member);
      }
    }
  }

  private CommandSpec add(CommandSpec group, Command command) {
    CommandSpec specification = plain(command.specification());
    switch (command) {
      case GuardedCommand _ -> GuardOptions.addTo(specification);
      case ReadingCommand _, GatewayRun _ -> {}
    }
    group.addSubcommand(specification.name(), specification);
    commands.put(specification, command);
    addExamples(specification);
    return specification;
  }

  private static void addExamples(CommandSpec command) {
    String name = command.qualifiedName().substring(NAME.length() + 1);
    List<String> lines = Examples.of(name).stream().map(line -> "  holdfast " + line).toList();
    if (!lines.isEmpty()) {
      command.usageMessage().footerHeading("%nExamples:%n").footer(lines.toArray(String[]::new));
    }
  }

  private static String[] environment() {
    return ENVIRONMENT.stream()
        .map(each -> "  %-16s %s".formatted(each.name(), each.meaning()))
        .toArray(String[]::new);
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(Integer.toString(code.number()), code.meaning());
    }
    return codes;
  }

  private static CommandSpec group(String name, String description) {
    CommandSpec group = plain(CommandSpec.create().name(name));
    group.usageMessage().description(description).synopsisSubcommandLabel("COMMAND");
    return group;
  }

  private static CommandSpec plain(CommandSpec specification) {
    specification
        .usageMessage()
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .parameterListHeading("%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n");
    return specification;
  }
}
