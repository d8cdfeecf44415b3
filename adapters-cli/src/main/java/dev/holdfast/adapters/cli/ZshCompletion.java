package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.CommandModel.Option;
import dev.holdfast.adapters.cli.CommandModel.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completion for zsh, with what each command and option is for beside it. */
final class ZshCompletion {

  private static final String FRAME =
      """
      #compdef holdfast
      # Completes holdfast in zsh. Made by: holdfast completion zsh

      # What can be typed behind some commands: further ones, options, and which take a value.
      _holdfast_at() {
        names=() members=() options=() valued=()
        case $1 in
      @places@  esac
      }

      # What can stand for a value: of an option, or behind a command.
      _holdfast_value() {
        case $1 in
      @values@    (*) _message 'a value' ;;
        esac
      }

      _holdfast() {
        local at= option= given= word
        local -a names members options valued
        _holdfast_at ''
        for word in "${(@)words[2,CURRENT-1]}"; do
          if [[ -n $option ]]; then
            option=
          elif (( ${valued[(Ie)$word]} )); then
            option=$word
          elif (( ${names[(Ie)$word]} )); then
            at="$at $word"
            _holdfast_at "$at"
          elif [[ $word != -* ]]; then
            given=$word
          fi
        done
        if [[ -z $option && $PREFIX == --*=* ]]; then
          option=${PREFIX%%=*}
          compset -P '*='
        fi
        if [[ -n $option ]]; then
          _holdfast_value "$at $option"
        elif [[ $PREFIX == -* ]]; then
          _describe -o option options
        elif (( ${#members} )); then
          _describe command members
        elif [[ -z $given ]]; then
          _holdfast_value "$at"
        fi
      }

      if [[ ${funcstack[1]} == _holdfast ]]; then
        _holdfast "$@"
      else
        compdef _holdfast holdfast
      fi
      """;

  private ZshCompletion() {}

  static String script(CommandModel model) {
    return FRAME
        .replace("@places@", model.all().map(ZshCompletion::place).collect(Collectors.joining()))
        .replace(
            "@values@", model.all().flatMap(ZshCompletion::values).collect(Collectors.joining()));
  }

  private static String place(CommandModel command) {
    return """
        (%s)
          names=(%s)
          members=(%s)
          options=(%s)
          valued=(%s)
          ;;
    """
        .formatted(
            pattern(command, ""),
            String.join(" ", command.members().stream().map(CommandModel::name).toList()),
            entries(command.members().stream().map(each -> described(each.name(), each.summary()))),
            entries(command.options().stream().flatMap(ZshCompletion::described)),
            command.options().stream()
                .filter(Option::takesValue)
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" ")));
  }

  /** Each on a line of its own, so that the script can be read. */
  private static String entries(Stream<String> entries) {
    String joined = entries.map(entry -> "\n        " + entry).collect(Collectors.joining());
    return joined.isEmpty() ? "" : joined + "\n      ";
  }

  private static Stream<String> described(Option option) {
    String summary = CommandModel.firstSentence(option.description());
    return option.names().stream().map(name -> described(name, summary));
  }

  /** A colon parts the word from what is said of it. */
  private static String described(String word, String summary) {
    return quoted(word + ":" + summary.replace("\\", "\\\\").replace(":", "\\:"));
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
          Stream.of("    (%s) compadd -- %s ;;\n".formatted(pattern, String.join(" ", words)));
      case Value.File() -> Stream.of("    (%s) _files ;;\n".formatted(pattern));
      case Value.Folder() -> Stream.of("    (%s) _files -/ ;;\n".formatted(pattern));
      case Value.None() -> Stream.empty();
      case Value.Anything() -> Stream.empty();
    };
  }

  private static String pattern(CommandModel command, String rest) {
    return quoted((command.path().isEmpty() ? "" : " ") + command.path() + rest);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
