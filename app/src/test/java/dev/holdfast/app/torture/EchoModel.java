package dev.holdfast.app.torture;

import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A model in this process that repeats the last question.
 *
 * @param thinking how long it thinks about a question
 */
record EchoModel(Function<String, Duration> thinking) implements ModelRuntime {

  @Override
  public Generation prepare(ModelCall call, ModelDeltas deltas) {
    String question = text(call.prompt().getLast());
    CountDownLatch cancelled = new CountDownLatch(1);
    return new Generation() {
      @Override
      public ModelOutcome run() {
        try {
          return cancelled.await(thinking.apply(question).toMillis(), TimeUnit.MILLISECONDS)
              ? new ModelOutcome.Cancelled(List.of())
              : answered(EchoUpstream.answerTo(question));
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return new ModelOutcome.Cancelled(List.of());
        }
      }

      @Override
      public void cancel() {
        cancelled.countDown();
      }
    };
  }

  private static ModelOutcome answered(String text) {
    return new ModelOutcome.Answered(
        List.of(
            new ModelOutcome.Choice(
                List.of(Item.message(Role.ASSISTANT, text)), FinishReason.STOP, RawFields.NONE)),
        new ModelOutcome.ReportedUsage.Unknown(),
        RawFields.NONE);
  }

  private static String text(PromptItem item) {
    return item.item() instanceof Item.Message message
            && message.content().getFirst() instanceof ContentPart.Text text
        ? text.text()
        : "";
  }
}
