package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.Outcome;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The exit code of something that was not done")
final class ToldOutcomeTest {

  @ParameterizedTest
  @CsvSource({"REFUSED, 1", "GATEWAY, 3", "STORE, 5", "NEWER_SCHEMA, 78"})
  void tells_what_stood_in_the_way(Outcome.Obstacle obstacle, int code) {
    Answer.Problem problem =
        ToldOutcome.problem(new Outcome.NotDone<>(obstacle, "why", "It is so.", List.of()));

    assertThat(problem.exit().number()).isEqualTo(code);
  }
}
