package dev.holdfast.adapters.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What can be typed, as completion scripts and the manual tell it: a command, or a group with what
 * is below it.
 *
 * @param path the words behind the program's name, such as {@code sessions list}; empty for the
 *     program itself
 * @param description what it does, a sentence or several to an entry
 * @param options its own first and in the order of its help, then those that may stand anywhere
 * @param parameters in the order they are typed
 * @param runs whether it can be typed without one of its members behind it
 * @param members what is below it
 */
record CommandModel(
    String path,
    List<String> description,
    List<Option> options,
    List<Parameter> parameters,
    boolean runs,
    List<CommandModel> members) {

  /** What stands behind an option or for a parameter. */
  sealed interface Value {

    /** An option that is there or not. */
    record None() implements Value {}

    /** One of these words. */
    record OneOf(List<String> words) implements Value {}

    record File() implements Value {}

    record Folder() implements Value {}

    /** Something only who types it knows. */
    record Anything() implements Value {}
  }

  /**
   * An option.
   *
   * @param names the long one last
   * @param label stands for the value, in brackets if that can be left out; empty if there is none
   */
  record Option(
      List<String> names,
      String label,
      Value value,
      boolean required,
      boolean shared,
      String description) {

    String longName() {
      return names.getLast();
    }

    /** How it is typed by one of its names. */
    String typed(String name) {
      return label.isEmpty() || label.startsWith("[") ? name + label : name + " " + label;
    }

    boolean takesValue() {
      return !(value instanceof Value.None);
    }
  }

  /**
   * A word behind a command.
   *
   * @param label stands for it, in brackets if it can be left out
   */
  record Parameter(String label, Value value, boolean required, String description) {}

  /**
   * A place where a value is typed.
   *
   * @param behind the option it stands behind; empty for a parameter
   */
  record Slot(String behind, Value value) {}

  CommandModel {
    description = List.copyOf(description);
    options = List.copyOf(options);
    parameters = List.copyOf(parameters);
    members = List.copyOf(members);
  }

  /**
   * The model of a command.
   *
   * @param commands whether one can be typed by itself
   */
  static CommandModel of(CommandSpec command, Predicate<CommandSpec> commands) {
    return new CommandModel(
        command.qualifiedName().substring(CommandTree.NAME.length()).strip(),
        List.of(command.usageMessage().description()),
        Stream.concat(options(command, false), options(command, true)).toList(),
        command.positionalParameters().stream()
            .map(each -> new Parameter(each.paramLabel(), value(each), each.required(), text(each)))
            .toList(),
        commands.test(command),
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .map(member -> of(member, commands))
            .toList());
  }

  private static Stream<Option> options(CommandSpec command, boolean inherited) {
    return command.options().stream()
        .filter(option -> option.inherited() == inherited)
        .map(option -> option(command, option));
  }

  private static Option option(CommandSpec command, OptionSpec option) {
    List<String> names = new ArrayList<>(List.of(option.names()));
    names.remove(option.longestName());
    names.add(option.longestName());
    boolean shared = option.inherited() || command.parent() == null;
    return new Option(names, label(option), value(option), option.required(), shared, text(option));
  }

  private static String label(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    return option.arity().min() == 0 ? "[=" + option.paramLabel() + "]" : option.paramLabel();
  }

  private static Value value(ArgSpec argument) {
    if (argument.arity().max() == 0) {
      return new Value.None();
    }
    if (argument.completionCandidates() != null) {
      return new Value.OneOf(
          StreamSupport.stream(argument.completionCandidates().spliterator(), false).toList());
    }
    return switch (argument.paramLabel()) {
      case Parameters.FILE -> new Value.File();
      case Parameters.FOLDER -> new Value.Folder();
      default -> new Value.Anything();
    };
  }

  private static String text(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  /** Where values are typed: behind each name of its options, and for its first parameter. */
  Stream<Slot> slots() {
    return Stream.concat(
        options.stream()
            .flatMap(option -> option.names().stream().map(name -> new Slot(name, option.value()))),
        parameters.stream().limit(1).map(parameter -> new Slot("", parameter.value())));
  }

  String name() {
    return path.substring(path.lastIndexOf(' ') + 1);
  }

  /** The first sentence of what it does, without its dot. */
  String summary() {
    return firstSentence(description.getFirst());
  }

  static String firstSentence(String text) {
    int end = text.indexOf(". ");
    String sentence = end < 0 ? text : text.substring(0, end);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** This one and everything below it, each before what is below it. */
  Stream<CommandModel> all() {
    return Stream.concat(Stream.of(this), members.stream().flatMap(CommandModel::all));
  }
}
