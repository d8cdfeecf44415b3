package dev.holdfast.app.usecase;

import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelRuntime;
import java.time.Duration;

/** Another runtime, of whose generations telemetry is told. */
public final class MeasuredRuntime implements ModelRuntime {

  private final ModelRuntime runtime;
  private final Telemetry telemetry;

  /** Measures a runtime. */
  public MeasuredRuntime(ModelRuntime runtime, Telemetry telemetry) {
    this.runtime = runtime;
    this.telemetry = telemetry;
  }

  @Override
  public Generation prepare(ModelCall call, ModelDeltas deltas) {
    Stopwatch stopwatch = new Stopwatch(telemetry, call.route().provider(), deltas);
    return new Measured(runtime.prepare(call, stopwatch), stopwatch);
  }

  private record Measured(Generation generation, Stopwatch stopwatch) implements Generation {

    @Override
    public ModelOutcome run() {
      stopwatch.start();
      ModelOutcome outcome = generation.run();
      stopwatch.ended(outcome);
      return outcome;
    }

    @Override
    public void cancel() {
      generation.cancel();
    }
  }

  /** Times one generation; used by the thread that runs it alone. */
  private static final class Stopwatch implements ModelDeltas {

    private final Telemetry telemetry;
    private final ProviderId provider;
    private final ModelDeltas listener;
    private long askedNanos;
    private boolean began;

    Stopwatch(Telemetry telemetry, ProviderId provider, ModelDeltas listener) {
      this.telemetry = telemetry;
      this.provider = provider;
      this.listener = listener;
    }

    void start() {
      askedNanos = System.nanoTime();
    }

    @Override
    public void delta(ModelDelta delta) {
      if (!began) {
        began = true;
        telemetry.modelBegan(provider, elapsed());
      }
      listener.delta(delta);
    }

    void ended(ModelOutcome outcome) {
      telemetry.modelEnded(provider, outcome, elapsed());
    }

    private Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - askedNanos);
    }
  }
}
