package dev.holdfast.app.usecase;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelRuntime;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Answers as a test says and remembers what it was asked. */
final class ScriptedRuntime implements ModelRuntime {

  final Queue<ModelCall> calls = new ConcurrentLinkedQueue<>();
  volatile Function<ModelCall, ModelOutcome> script = call -> answered("ok");

  @Override
  public Generation prepare(ModelCall call, ModelDeltas deltas) {
    calls.add(call);
    CountDownLatch cancelled = new CountDownLatch(1);
    return new Generation() {
      @Override
      public ModelOutcome run() {
        ModelOutcome outcome = script.apply(call);
        return outcome instanceof ModelOutcome.Cancelled ? awaitCancel(outcome) : outcome;
      }

      private ModelOutcome awaitCancel(ModelOutcome outcome) {
        try {
          if (!cancelled.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody cancelled the generation");
          }
          return outcome;
        } catch (InterruptedException interrupted) {
          throw new AssertionError(interrupted);
        }
      }

      @Override
      public void cancel() {
        cancelled.countDown();
      }
    };
  }

  /** From now on answers only when it may. */
  Held hold(String text) {
    Held held = new Held(new CountDownLatch(1), new CountDownLatch(1));
    script =
        call -> {
          held.asked.countDown();
          await(held.answer);
          return answered(text);
        };
    return held;
  }

  /** An answer that is kept back. */
  record Held(CountDownLatch asked, CountDownLatch answer) {

    /** Waits until the answer is asked for. */
    void awaitAsked() {
      await(asked);
    }

    /** Lets it go, to whoever waits for it and whoever asks later. */
    void release() {
      answer.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("it did not come");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  static ModelOutcome answered(String text) {
    return new ModelOutcome.Answered(
        List.of(
            new ModelOutcome.Choice(
                List.of(Item.message(Role.ASSISTANT, text)), FinishReason.STOP, RawFields.NONE)),
        new ModelOutcome.ReportedUsage.Unknown(),
        RawFields.NONE);
  }

  static ModelOutcome failed(FailureCause cause) {
    return new ModelOutcome.Failed(TurnFailure.of(cause, "it broke"));
  }
}
