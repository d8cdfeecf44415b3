package dev.holdfast.adapters.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A shell that can complete what is typed. */
enum Shell {
  BASH {
    @Override
    String script(CommandModel model) {
      return BashCompletion.script(model);
    }
  },
  ZSH {
    @Override
    String script(CommandModel model) {
      return ZshCompletion.script(model);
    }
  },
  FISH {
    @Override
    String script(CommandModel model) {
      return FishCompletion.script(model);
    }
  };

  /** What the shell reads to complete the words of the program. */
  abstract String script(CommandModel model);

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Stream.of(values()).map(Shell::word).toList();
  }

  /** The shell of one of the {@link #words}. */
  static Shell of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
