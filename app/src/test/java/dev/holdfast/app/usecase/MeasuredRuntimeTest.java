package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.memory.RecordedTelemetry;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A measured runtime")
class MeasuredRuntimeTest {

  private static final ModelDelta HELLO = new ModelDelta.Text(0, "Hel", RawFields.NONE);
  private static final ModelDelta THERE = new ModelDelta.Text(0, "lo", RawFields.NONE);

  private static final ModelCall CALL =
      new ModelCall(
          Samples.route("bench/small"),
          List.of(),
          CallParameters.NONE,
          ModelCall.Delivery.STREAMED,
          Duration.ofSeconds(1));

  private final RecordedTelemetry telemetry = new RecordedTelemetry();
  private final ScriptedRuntime scripted = new ScriptedRuntime();

  @Test
  void tells_of_the_first_piece_once_and_of_the_end() {
    List<ModelDelta> heard = new ArrayList<>();
    ModelOutcome answered = ScriptedRuntime.answered("Hello");

    ModelOutcome outcome =
        new MeasuredRuntime(saying(answered, HELLO, THERE), telemetry)
            .prepare(CALL, heard::add)
            .run();

    assertThat(outcome).isSameAs(answered);
    assertThat(heard).containsExactly(HELLO, THERE);
    assertThat(telemetry.told())
        .containsExactly("model began: bench", "model ended: bench " + answered);
  }

  @Test
  void tells_of_no_first_piece_where_none_came() {
    scripted.script = call -> ScriptedRuntime.failed(FailureCause.UPSTREAM_UNREACHABLE);

    ModelOutcome outcome =
        new MeasuredRuntime(scripted, telemetry).prepare(CALL, delta -> {}).run();

    assertThat(telemetry.told()).containsExactly("model ended: bench " + outcome);
  }

  @Test
  void passes_a_cancellation_on() {
    AtomicInteger cancelled = new AtomicInteger();
    ModelRuntime runtime =
        (call, deltas) ->
            new ModelRuntime.Generation() {
              @Override
              public ModelOutcome run() {
                throw new AssertionError("it was cancelled before");
              }

              @Override
              public void cancel() {
                cancelled.incrementAndGet();
              }
            };

    new MeasuredRuntime(runtime, telemetry).prepare(CALL, delta -> {}).cancel();

    assertThat(cancelled).hasValue(1);
    assertThat(telemetry.told()).isEmpty();
  }

  private static ModelRuntime saying(ModelOutcome outcome, ModelDelta... deltas) {
    return (call, listener) ->
        new ModelRuntime.Generation() {
          @Override
          public ModelOutcome run() {
            List.of(deltas).forEach(listener::delta);
            return outcome;
          }

          @Override
          public void cancel() {}
        };
  }
}
