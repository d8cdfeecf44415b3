package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.CommandModel.Option;
import dev.holdfast.adapters.cli.CommandModel.Parameter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The manual of the command line, written from the command model. */
final class CommandDocument {

  private static final String HEAD =
      """
      # The command line

      Written from the commands themselves; a test holds this page to them. `holdfast COMMAND --help` tells the same of one command, and
      `holdfast completion --help` how a shell learns to complete all of it.

      """;

  private static final String JSON =
      """
      ## JSON

      With `--json` each command prints one object on one line of standard output, whatever happens:

      ```json
      {"ok": false, "error": {"code": "…", "message": "…", "remedies": ["…"], "exitCode": 2}, "data": {}}
      ```

      `ok` is true exactly if the exit code is 0, and exactly then `error` is left out. What has no value is `null`; members may be added.
      Where a command tells of events while it runs, each is such an object with a further member `event`, and the last one is
      `ended`.

      What cannot be written on standard output ends the command with exit code 1, if it had none of its own, and standard error says
      what is lost; of a pipe that its reader has closed, as `head` does, only if it was the text of a token.
      """;

  private CommandDocument() {}

  static String text(CommandModel all) {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("Options that may stand anywhere:\n\n").append(options(all.options().stream()));
    text.append("\n## Exit codes\n\n| code | meaning |\n|---|---|\n");
    for (ExitCode code : ExitCode.values()) {
      text.append(row(Integer.toString(code.number()), code.meaning()));
    }
    text.append("\n## Environment\n\n| variable | meaning |\n|---|---|\n");
    CommandTree.ENVIRONMENT.forEach(
        each -> text.append(row("`" + each.name() + "`", each.meaning())));
    text.append('\n').append(JSON);
    all.members().forEach(member -> text.append(section(member, "##")));
    return text.toString();
  }

  private static String section(CommandModel command, String level) {
    StringBuilder text = new StringBuilder();
    text.append("\n%s %s\n\n".formatted(level, command.path()));
    text.append(wrapped(String.join(" ", command.description())));
    if (command.runs()) {
      text.append(usage(command));
    }
    command.members().forEach(member -> text.append(section(member, level + "#")));
    return text.toString();
  }

  private static String usage(CommandModel command) {
    StringBuilder text = new StringBuilder();
    List<Option> own = command.options().stream().filter(option -> !option.shared()).toList();
    text.append("\n    ").append(synopsis(command, own)).append('\n');
    if (!own.isEmpty() || !command.parameters().isEmpty()) {
      text.append('\n').append(arguments(command.parameters(), own));
    }
    text.append("\n```sh\n");
    Examples.of(command.path())
        .forEach(example -> text.append("holdfast ").append(example).append('\n'));
    return text.append("```\n").toString();
  }

  private static String synopsis(CommandModel command, List<Option> own) {
    return Stream.of(
            Stream.of("holdfast " + command.path()),
            command.parameters().stream().map(Parameter::label),
            own.stream().map(CommandDocument::inSynopsis))
        .flatMap(parts -> parts)
        .collect(Collectors.joining(" "));
  }

  private static String inSynopsis(Option option) {
    String written = option.typed(option.longName());
    return option.required() ? written : "[" + written + "]";
  }

  private static String arguments(List<Parameter> parameters, List<Option> options) {
    String rows =
        parameters.stream()
            .map(each -> row("`" + each.label() + "`", each.description()))
            .collect(Collectors.joining());
    return "| | |\n|---|---|\n" + rows + rows(options.stream());
  }

  private static String options(Stream<Option> options) {
    return "| option | |\n|---|---|\n" + rows(options);
  }

  private static String rows(Stream<Option> options) {
    return options
        .map(
            option ->
                row(
                    option.names().stream()
                        .map(name -> "`" + option.typed(name) + "`")
                        .collect(Collectors.joining(", ")),
                    option.description()))
        .collect(Collectors.joining());
  }

  private static String row(String name, String text) {
    return "| %s | %s |\n".formatted(name, text.replace("|", "\\|"));
  }

  /** Lines of about the width that our documents have. */
  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int width = 0;
    for (String word : text.split(" ")) {
      if (width > 0 && width + word.length() > 120) {
        lines.append('\n');
        width = 0;
      } else if (width > 0) {
        lines.append(' ');
      }
      lines.append(word);
      width += word.length() + 1;
    }
    return lines.append('\n').toString();
  }
}
