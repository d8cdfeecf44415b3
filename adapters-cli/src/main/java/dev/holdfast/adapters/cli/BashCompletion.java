package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.CommandModel.Option;
import dev.holdfast.adapters.cli.CommandModel.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Completion for bash, also for the old one of macOS. Words stand in the script as they are: no
 * command, option or value of ours holds anything that a shell would take for more.
 */
final class BashCompletion {

  private static final String FRAME =
      """
      # Completes holdfast in bash. Made by: holdfast completion bash

      # What can be typed behind some commands: further ones, options, and which take a value.
      _holdfast_at() {
        members='' options='' valued=''
        case $1 in
      @places@  esac
      }

      # What can stand for a value: of an option, or behind a command.
      _holdfast_value() {
        case $1 in
      @values@  esac
      }

      _holdfast() {
        local members options valued words='' names='' at='' option='' given='' word line i=1
        local current=${COMP_WORDS[COMP_CWORD]}
        _holdfast_at ''
        while [ "$i" -lt "$COMP_CWORD" ]; do
          word=${COMP_WORDS[i]}
          i=$((i + 1))
          if [ "$word" = = ]; then
            continue
          elif [ -n "$option" ]; then
            option=''
          elif [[ " $valued " == *" $word "* ]]; then
            option=$word
          elif [[ " $members " == *" $word "* ]]; then
            at="$at $word"
            _holdfast_at "$at"
          elif [ "${word#-}" = "$word" ]; then
            given=$word
          fi
        done
        if [ "$current" = = ]; then
          current=''
        fi
        if [ -n "$option" ]; then
          _holdfast_value "$at $option"
        elif [ "${current#-}" != "$current" ]; then
          words=$options
        elif [ -n "$members" ]; then
          words=$members
        elif [ -z "$given" ]; then
          _holdfast_value "$at"
        fi
        COMPREPLY=()
        if [ -n "$names" ]; then
          compopt -o filenames 2>/dev/null || :
          while IFS= read -r line; do
            COMPREPLY+=("$line")
          done < <(compgen "$names" -- "$current")
        else
          while IFS= read -r line; do
            COMPREPLY+=("$line")
          done < <(compgen -W "$words" -- "$current")
        fi
      }

      complete -F _holdfast holdfast
      """;

  private BashCompletion() {}

  static String script(CommandModel model) {
    return FRAME
        .replace("@places@", model.all().map(BashCompletion::place).collect(Collectors.joining()))
        .replace(
            "@values@", model.all().flatMap(BashCompletion::values).collect(Collectors.joining()));
  }

  private static String place(CommandModel command) {
    return """
        %s)
          members='%s'
          options='%s'
          valued='%s'
          ;;
    """
        .formatted(
            pattern(command, ""),
            String.join(" ", command.members().stream().map(CommandModel::name).toList()),
            names(command.options().stream()),
            names(command.options().stream().filter(Option::takesValue)));
  }

  private static String names(Stream<Option> options) {
    return options.flatMap(option -> option.names().stream()).collect(Collectors.joining(" "));
  }

  private static Stream<String> values(CommandModel command) {
    return command
        .slots()
        .flatMap(
            slot -> {
              String behind = slot.behind().isEmpty() ? "" : " " + slot.behind();
              return value(pattern(command, behind), slot.value());
            });
  }

  private static Stream<String> value(String pattern, Value value) {
    return switch (value) {
      case Value.OneOf(List<String> words) ->
          Stream.of("    %s) words='%s' ;;\n".formatted(pattern, String.join(" ", words)));
      case Value.File() -> Stream.of("    %s) names=-f ;;\n".formatted(pattern));
      case Value.Folder() -> Stream.of("    %s) names=-d ;;\n".formatted(pattern));
      case Value.None() -> Stream.empty();
      case Value.Anything() -> Stream.empty();
    };
  }

  /** The commands so far as the script notes them, each behind a space, and what follows. */
  private static String pattern(CommandModel command, String rest) {
    return "'" + (command.path().isEmpty() ? "" : " ") + command.path() + rest + "'";
  }
}
