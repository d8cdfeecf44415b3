package dev.holdfast.adapters.cli;

import java.util.List;
import java.util.stream.Stream;

/** What a command has to say, once as data and once as a page; never both are printed. */
sealed interface Answer {

  /** The facts, for {@code --json}. */
  JsonObject data();

  /** The process ends so. */
  ExitCode exit();

  /** What is lost with it if it cannot be printed. */
  default Loss loss() {
    return Loss.WORDS;
  }

  /**
   * What is lost with an answer that nobody gets.
   *
   * @param message a sentence or more
   * @param remedies what to do about it, the likeliest first; may be empty
   */
  record Loss(String message, List<String> remedies) {

    /** Nothing that cannot be asked for again. */
    static final Loss WORDS =
        new Loss("The answer is not complete; what the command did stays done.", List.of());

    public Loss {
      remedies = List.copyOf(remedies);
    }
  }

  /** The command did what it was asked. */
  record Done(JsonObject data, Page page, Loss loss) implements Answer {

    Done(JsonObject data, Page page) {
      this(data, page, Loss.WORDS);
    }

    @Override
    public ExitCode exit() {
      return ExitCode.OK;
    }
  }

  /**
   * The command did what it was asked, and what it found is not in order.
   *
   * @param code stable name of the finding, in {@code snake_case}
   * @param message one sentence that sums it up
   */
  record Found(String code, String message, JsonObject data, Page page) implements Answer {
    @Override
    public ExitCode exit() {
      return ExitCode.FAILURE;
    }
  }

  /**
   * The command did not do it.
   *
   * @param code stable name of the problem, in {@code snake_case}
   * @param message what happened and what was kept
   * @param remedies what to do about it, the likeliest first; may be empty
   * @param page what else there is to say about it
   */
  record Problem(
      ExitCode exit, String code, String message, List<String> remedies, JsonObject data, Page page)
      implements Answer {

    public Problem {
      remedies = List.copyOf(remedies);
    }

    static Problem of(ExitCode exit, String code, String message, String... remedies) {
      return new Problem(exit, code, message, List.of(remedies), new JsonObject(), Page.EMPTY);
    }

    /** The same with facts about it. */
    Problem with(JsonObject facts) {
      return new Problem(exit, code, message, remedies, facts, page);
    }

    /** The same with a remedy before the others. */
    Problem remediedFirst(String remedy) {
      return new Problem(
          exit,
          code,
          message,
          Stream.concat(Stream.of(remedy), remedies.stream()).toList(),
          data,
          page);
    }
  }
}
