package dev.holdfast.adapters.cli;

import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Parameters and options as most commands have them. */
final class Parameters {

  /** The label of a file; shells complete names of files for it. */
  static final String FILE = "FILE";

  /** The label of a folder; shells complete names of folders for it. */
  static final String FOLDER = "DIR";

  private Parameters() {}

  /** The one word that a command needs. */
  static PositionalParamSpec required(String label, String description) {
    return PositionalParamSpec.builder()
        .index("0")
        .paramLabel(label)
        .type(String.class)
        .arity("1")
        .required(true)
        .description(description)
        .build();
  }

  /** The same word, if a command can do without it. */
  static PositionalParamSpec optional(PositionalParamSpec word) {
    return word.toBuilder()
        .paramLabel("[" + word.paramLabel() + "]")
        .hideParamSyntax(true)
        .arity("0..1")
        .required(false)
        .build();
  }

  /** The one word that a command needs, if it can only be one of some. */
  static PositionalParamSpec requiredOneOf(String label, String description, List<String> words) {
    return required(label, description).toBuilder()
        .completionCandidates(words)
        .converters(new OneOf(words))
        .build();
  }

  /** The same option, if its text can only be one of some words. */
  static OptionSpec oneOf(OptionSpec option, List<String> words) {
    return option.toBuilder().completionCandidates(words).converters(new OneOf(words)).build();
  }

  /** The same option, if its text makes sense by itself. */
  static OptionSpec judged(OptionSpec option, Predicate<String> rule, String otherwise) {
    return option.toBuilder().converters(new Wellformed(rule, otherwise)).build();
  }

  /** An option with a text. */
  static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  /** An option with a text that must be there. */
  static OptionSpec requiredText(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .required(true)
        .description(description)
        .build();
  }

  /** An option that is there or not. */
  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).arity("0").type(boolean.class).description(description).build();
  }
}
