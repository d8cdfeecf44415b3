package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Arrival;
import dev.holdfast.ports.in.TurnRequest.Repetition;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.in.TurnRequest.WhenBusy;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of the end of a turn telemetry is told")
class MeasuredTurnTest {

  private static final Target KEYED = new Target.ByKey(TurnFixture.KEY);

  private final TurnFixture fixture = TurnFixture.started();

  /** What was told of turns, not of waits. */
  private List<String> told() {
    return fixture.telemetry.told().stream().filter(line -> line.startsWith("turn")).toList();
  }

  @Test
  void that_it_completed() {
    fixture.say("one");

    assertThat(told()).containsExactly("turn ended: CHAT_COMPLETIONS COMPLETED");
    assertThat(fixture.telemetry.told()).startsWith("wait began", "wait ended: ENTERED");
  }

  @Test
  void why_it_failed() {
    fixture.upstream.script = call -> ScriptedRuntime.failed(FailureCause.UPSTREAM_RATE_LIMITED);

    fixture.say("one");

    assertThat(told()).containsExactly("turn failed: CHAT_COMPLETIONS UPSTREAM_RATE_LIMITED");
  }

  @Test
  void why_it_was_refused() {
    fixture.run(TurnFixture.request(KEYED, "no/such-model", "one"));

    assertThat(told()).containsExactly("turn refused: CHAT_COMPLETIONS MODEL_NOT_FOUND");
  }

  @Test
  void once_where_the_same_request_came_again() {
    Arrival arrival =
        new Arrival(
            new RequestDigest("a".repeat(64)), new Repetition.Named("name"), WhenBusy.QUEUE);
    TurnRequest request =
        TurnFixture.arriving(
            TurnFixture.request(KEYED, "holdfast", "one"), arrival, Delivery.WHOLE);

    assertThat(fixture.run(request)).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(fixture.run(request)).isInstanceOf(TurnOutcome.Completed.class);

    assertThat(told()).containsExactly("turn ended: CHAT_COMPLETIONS COMPLETED");
  }
}
