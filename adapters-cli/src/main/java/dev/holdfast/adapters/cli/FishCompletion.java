package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.CommandModel.Option;
import dev.holdfast.adapters.cli.CommandModel.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completion for fish, with what each command and option is for beside it. */
final class FishCompletion {

  private static final String FRAME =
      """
      # Completes holdfast in fish. Made by: holdfast completion fish

      # Whether the commands typed so far are these.
      function __holdfast_at
          set -l commands @commands@
          set -l valued @valued@
          set -l at
          set -l skipped no
          set -l typed (commandline -opc)
          set -e typed[1]
          for word in $typed
              if test $skipped = yes
                  set skipped no
              else if contains -- $word $valued
                  set skipped yes
              else if contains -- (string join -- ' ' $at $word) $commands
                  set -a at $word
              end
          end
          test "$argv" = "$at"
      end

      complete -c holdfast -f
      """;

  private FishCompletion() {}

  static String script(CommandModel model) {
    String commands =
        model
            .all()
            .map(CommandModel::path)
            .filter(path -> !path.isEmpty())
            .map(FishCompletion::quoted)
            .collect(Collectors.joining(" "));
    String valued =
        model
            .all()
            .flatMap(command -> command.options().stream())
            .filter(Option::takesValue)
            .flatMap(option -> option.names().stream())
            .distinct()
            .collect(Collectors.joining(" "));
    return FRAME.replace("@commands@", commands).replace("@valued@", valued)
        + model.all().flatMap(FishCompletion::lines).collect(Collectors.joining());
  }

  private static Stream<String> lines(CommandModel command) {
    String here = "complete -c holdfast -n '__holdfast_at " + command.path() + "'";
    return Stream.of(
            command.members().stream()
                .map(member -> " -a " + member.name() + " -d " + quoted(member.summary())),
            command.options().stream().map(FishCompletion::option),
            command.parameters().stream().limit(1).flatMap(each -> value("", each.value())))
        .flatMap(lines -> lines)
        .map(line -> here + line + "\n");
  }

  private static String option(Option option) {
    String names =
        option.names().stream()
            .map(
                name ->
                    name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1))
            .collect(Collectors.joining());
    String description = " -d " + quoted(CommandModel.firstSentence(option.description()));
    return names + description + value(" -r", option.value()).collect(Collectors.joining());
  }

  /** How fish is told of a value; an option needs to be told that there has to be one. */
  private static Stream<String> value(String needed, Value value) {
    return switch (value) {
      case Value.OneOf(List<String> words) ->
          Stream.of(needed + " -a " + quoted(String.join(" ", words)));
      case Value.File() -> Stream.of(needed + " -F");
      case Value.Folder() -> Stream.of(needed + " -a '(__fish_complete_directories)'");
      case Value.Anything() -> needed.isEmpty() ? Stream.empty() : Stream.of(needed);
      case Value.None() -> Stream.empty();
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
