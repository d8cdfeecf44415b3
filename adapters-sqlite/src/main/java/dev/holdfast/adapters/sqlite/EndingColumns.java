package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TURNS;

import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.UpdateSetMoreStep;
import org.jspecify.annotations.Nullable;

/** The columns of a turn that its ending fills: which of them depends on how it ended. */
record EndingColumns(
    TurnEnding ending,
    @Nullable FinishReason finish,
    @Nullable Usage usage,
    RawFields answerExtra,
    RawFields choiceExtra,
    @Nullable TurnFailure failure,
    @Nullable String reason) {

  static EndingColumns of(TurnEnding ending) {
    return switch (ending) {
      case TurnEnding.Completed(
              FinishReason finish,
              Usage usage,
              RawFields extra,
              RawFields choiceExtra) ->
          new EndingColumns(ending, finish, usage, extra, choiceExtra, null, null);
      case TurnEnding.Failed(TurnFailure failure) -> unanswered(ending, failure, failure.message());
      case TurnEnding.Cancelled(String reason) -> unanswered(ending, null, reason);
      case TurnEnding.Interrupted(String reason) -> unanswered(ending, null, reason);
    };
  }

  private static EndingColumns unanswered(
      TurnEnding ending, @Nullable TurnFailure failure, String reason) {
    return new EndingColumns(ending, null, null, RawFields.NONE, RawFields.NONE, failure, reason);
  }

  /** An update of a turn that sets these columns first. */
  static UpdateSetMoreStep<?> update() {
    return Sql.DSL_CONTEXT
        .update(TURNS)
        .set(TURNS.STATE, bound(TURNS.STATE))
        .set(TURNS.FINISH_REASON, bound(TURNS.FINISH_REASON))
        .set(TURNS.INPUT_TOKENS, bound(TURNS.INPUT_TOKENS))
        .set(TURNS.OUTPUT_TOKENS, bound(TURNS.OUTPUT_TOKENS))
        .set(TURNS.CACHED_TOKENS, bound(TURNS.CACHED_TOKENS))
        .set(TURNS.CACHE_WRITE_TOKENS, bound(TURNS.CACHE_WRITE_TOKENS))
        .set(TURNS.REASONING_TOKENS, bound(TURNS.REASONING_TOKENS))
        .set(TURNS.USAGE_SOURCE, bound(TURNS.USAGE_SOURCE))
        .set(TURNS.ANSWER_EXTRA, bound(TURNS.ANSWER_EXTRA))
        .set(TURNS.CHOICE_EXTRA, bound(TURNS.CHOICE_EXTRA))
        .set(TURNS.FAILURE_CAUSE, bound(TURNS.FAILURE_CAUSE))
        .set(TURNS.FAILURE_MESSAGE, bound(TURNS.FAILURE_MESSAGE))
        .set(TURNS.RETRY_AFTER_MILLIS, bound(TURNS.RETRY_AFTER_MILLIS));
  }

  /** The values for {@link #update}, and more behind them. */
  @Nullable Object[] followedBy(Object... more) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(Word.of(ending.state()));
    values.add(finish == null ? null : Word.of(finish));
    values.add(usage == null ? null : usage.inputTokens());
    values.add(usage == null ? null : usage.outputTokens());
    values.add(usage == null ? null : usage.cachedTokens());
    values.add(usage == null ? null : usage.cacheWriteTokens());
    values.add(usage == null ? null : usage.reasoningTokens());
    values.add(usage == null ? null : Word.of(usage.source()));
    values.add(answerExtra.json());
    values.add(choiceExtra.json());
    values.add(failure == null ? null : Word.of(failure.cause()));
    values.add(reason);
    values.add(failure == null ? null : failure.retryAfter().toMillis());
    values.addAll(Arrays.asList(more));
    return values.toArray();
  }
}
