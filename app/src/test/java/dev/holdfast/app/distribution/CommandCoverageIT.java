package dev.holdfast.app.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.cli.CommandUse;
import dev.holdfast.adapters.cli.CommandUse.Meaning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Compares what all other tests typed with what can be typed. The build runs it in an execution of
 * its own behind theirs, and only if they all were to run.
 */
@DisplayName("The command lines that the tests ran on the built distribution")
final class CommandCoverageIT {

  private static final int USAGE = 2;

  private List<ArgvLog.Line> lines;

  @BeforeEach
  void read() throws IOException {
    lines = ArgvLog.noted();
  }

  @Test
  void used_every_command_and_every_option() {
    Set<String> unused = new TreeSet<>(CommandUse.all());
    for (ArgvLog.Line line : lines) {
      if (line.exit() != USAGE
          && CommandUse.of(line.argv()) instanceof Meaning.Understood(Set<String> used)) {
        unused.removeAll(used);
      }
    }

    assertThat(unused)
        .as("commands and options that no test ran; CommandLinesIT is the place for a short one")
        .isEmpty();
  }

  @Test
  void ended_as_wrong_usage_where_they_were_outside_of_the_command_model() {
    List<String> succeeded = new ArrayList<>();
    for (ArgvLog.Line line : lines) {
      if (line.exit() != USAGE
          && CommandUse.of(line.argv()) instanceof Meaning.NotUnderstood(String why)) {
        succeeded.add(line + ": " + why);
      }
    }

    assertThat(succeeded).isEmpty();
  }
}
