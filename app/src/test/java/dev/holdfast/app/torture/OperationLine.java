package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Kind;
import dev.holdfast.app.torture.Operation.Outcome;
import java.util.List;

/** Operations as lines, so that a process can tell another what it did. */
final class OperationLine {

  private static final String SEPARATOR = "\t";

  private OperationLine() {}

  static String of(Operation operation) {
    List<String> outcome =
        switch (operation.outcome()) {
          case Outcome.Answered(String session, String turn, String answer) ->
              List.of("answered", session, turn, answer);
          case Outcome.Refused(String reason) -> List.of("refused", reason, "", "");
          case Outcome.Failed(String reason) -> List.of("failed", reason, "", "");
          case Outcome.Unheard() -> List.of("unheard", "", "", "");
        };
    String line =
        String.join(
            SEPARATOR,
            operation.process(),
            operation.key(),
            operation.kind().name(),
            operation.text(),
            Long.toString(operation.invokedAt()),
            Long.toString(operation.endedAt()),
            String.join(SEPARATOR, outcome));
    if (line.lines().count() != 1) {
      throw new IllegalArgumentException("an operation is one line");
    }
    return line;
  }

  static Operation read(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    return new Operation(
        fields[0],
        fields[1],
        Kind.valueOf(fields[2]),
        fields[3],
        Long.parseLong(fields[4]),
        Long.parseLong(fields[5]),
        outcome(fields[6], fields[7], fields[8], fields[9]));
  }

  private static Outcome outcome(String word, String first, String second, String third) {
    return switch (word) {
      case "answered" -> new Outcome.Answered(first, second, third);
      case "refused" -> new Outcome.Refused(first);
      case "failed" -> new Outcome.Failed(first);
      case "unheard" -> new Outcome.Unheard();
      default -> throw new IllegalArgumentException("no outcome: " + word);
    };
  }
}
