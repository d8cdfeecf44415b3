package dev.holdfast.app.demo;

import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import dev.holdfast.ports.out.model.ModelOutcome.ReportedUsage;
import dev.holdfast.ports.out.model.ModelRuntime.Generation;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;
import dev.holdfast.ports.out.model.TokenCounter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One answer of the demo model, told piece by piece. */
final class DemoGeneration implements Generation {

  /** How long {@link StageDirection#SLOW} takes. */
  static final Duration SLOW = Duration.ofSeconds(5);

  private final ModelCall call;
  private final ModelDeltas deltas;
  private final TokenCounter tokens;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final AtomicBoolean begun = new AtomicBoolean();
  private final StringBuilder said = new StringBuilder();

  DemoGeneration(ModelCall call, ModelDeltas deltas, TokenCounter tokens) {
    this.call = call;
    this.deltas =
        switch (call.delivery()) {
          case STREAMED -> deltas;
          case WHOLE -> silent -> {};
        };
    this.tokens = tokens;
  }

  @Override
  public void cancel() {
    cancelled.countDown();
  }

  @Override
  public ModelOutcome run() {
    if (!begun.compareAndSet(false, true)) {
      throw new IllegalStateException("a generation is run once");
    }
    long began = System.nanoTime();
    DemoParameters parameters = DemoParameters.of(call.parameters().asChat());
    Conversation conversation = Conversation.of(call.prompt());
    String text = conversation.text();
    Script script = script(new Answering(conversation, parameters).answer(), parameters, text);

    boolean fails = StageDirection.FAIL.isIn(text);
    int told = fails ? script.pieces().size() / 2 : script.pieces().size();
    Duration pause = StageDirection.SLOW.isIn(text) ? SLOW.dividedBy(told + 1L) : Duration.ZERO;
    for (Script.Piece piece : script.pieces().subList(0, told)) {
      if (waitedInVain(pause, began)) {
        return ended();
      }
      tell(piece, parameters.choices());
    }
    if (waitedInVain(pause, began)) {
      return ended();
    }
    return fails ? broken() : answered(script, parameters.choices());
  }

  /** Waits; true if the generation was cancelled or its time is over. */
  private boolean waitedInVain(Duration pause, long began) {
    Duration left = call.timeLimit().minusNanos(System.nanoTime() - began);
    boolean late = pause.compareTo(left) > 0;
    try {
      return cancelled.await(late ? left.toNanos() : pause.toNanos(), TimeUnit.NANOSECONDS) || late;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      cancel();
      return true;
    }
  }

  private ModelOutcome ended() {
    if (cancelled.getCount() > 0) {
      return new ModelOutcome.Failed(
          TurnFailure.of(
              FailureCause.UPSTREAM_TIMED_OUT,
              "The provider demo did not answer in full within "
                  + call.timeLimit().toMillis()
                  + " ms."));
    }
    return new ModelOutcome.Cancelled(
        said.isEmpty() ? List.of() : List.of(Item.message(Role.ASSISTANT, said.toString())));
  }

  private static ModelOutcome broken() {
    return new ModelOutcome.Failed(
        TurnFailure.of(
            FailureCause.UPSTREAM_BROKEN_OFF,
            "The provider demo broke off its answer, because the message says "
                + StageDirection.FAIL.word()
                + "."));
  }

  private void tell(Script.Piece piece, int choices) {
    if (piece.of(0) instanceof ModelDelta.Text text) {
      said.append(text.text());
    }
    for (int choice = 0; choice < choices; choice++) {
      deltas.delta(piece.of(choice));
    }
  }

  private ModelOutcome answered(Script script, int choices) {
    Choice choice = new Choice(script.items(), script.finish(), RawFields.NONE);
    long input = call.prompt().stream().map(PromptItem::item).mapToLong(tokens::count).sum();
    long output = script.items().stream().mapToLong(tokens::count).sum();
    Usage usage = new Usage(input, output * choices, 0, 0, 0, Usage.Source.REPORTED);
    return new ModelOutcome.Answered(
        Collections.nCopies(choices, choice), new ReportedUsage.Known(usage), RawFields.NONE);
  }

  private Script script(DemoAnswer answer, DemoParameters parameters, String text) {
    return switch (answer) {
      case DemoAnswer.Says(String words) -> says(Script.words(words), parameters, text);
      case DemoAnswer.Refuses(String words) -> Script.refuses(Script.words(words));
      case DemoAnswer.Calls(List<Item.ToolCall> calls) -> Script.calls(calls);
    };
  }

  private Script says(List<String> words, DemoParameters parameters, String text) {
    int allowed = StageDirection.LENGTH.isIn(text) ? words.size() / 2 : words.size();
    int kept = Math.max(1, Math.min(allowed, fitting(words, parameters.maxTokens())));
    return Script.says(
        words.subList(0, kept), kept < words.size() ? FinishReason.LENGTH : FinishReason.STOP);
  }

  /**
   * How many of the words have at most so many tokens; halves the range instead of counting all.
   */
  private int fitting(List<String> words, long maxTokens) {
    if (maxTokens == DemoParameters.UNBOUNDED) {
      return words.size();
    }
    int fits = 0;
    int tooMany = words.size() + 1;
    while (tooMany - fits > 1) {
      int middle = (fits + tooMany) >>> 1;
      if (textTokens(String.join("", words.subList(0, middle))) <= maxTokens) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return fits;
  }

  /** The tokens of a text without those of the message around it. */
  private int textTokens(String text) {
    return tokens.count(Item.message(Role.ASSISTANT, text))
        - tokens.count(Item.message(Role.ASSISTANT, ""));
  }
}
