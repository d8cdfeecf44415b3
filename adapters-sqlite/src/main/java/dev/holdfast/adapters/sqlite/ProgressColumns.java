package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Row.filled;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TURNS;

import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.domain.turn.Usage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** The columns that say how far a turn is, as they are read: its state decides which are filled. */
final class ProgressColumns {

  /** What {@link #read} takes, in its order. */
  static final List<Field<?>> ALL =
      List.of(
          TURNS.STATE,
          TURNS.ENDED_AT_MICROS,
          TURNS.FINISH_REASON,
          TURNS.USAGE_SOURCE,
          TURNS.INPUT_TOKENS,
          TURNS.OUTPUT_TOKENS,
          TURNS.CACHED_TOKENS,
          TURNS.CACHE_WRITE_TOKENS,
          TURNS.REASONING_TOKENS,
          TURNS.ANSWER_EXTRA,
          TURNS.CHOICE_EXTRA,
          TURNS.FAILURE_CAUSE,
          TURNS.FAILURE_MESSAGE,
          TURNS.RETRY_AFTER_MILLIS);

  private ProgressColumns() {}

  static TurnProgress read(Row row) throws SQLException {
    TurnState state = row.word(TurnState.class);
    Instant endedAt = row.instant();
    FinishReason finish = row.wordOrNull(FinishReason.class);
    Usage usage = usage(row);
    String answerExtra = row.text();
    String choiceExtra = row.text();
    FailureCause cause = row.wordOrNull(FailureCause.class);
    String reason = row.textOrNull();
    Duration retryAfter = Duration.ofMillis(row.number());
    return switch (state) {
      case ACCEPTED, RUNNING -> new TurnProgress.Running();
      case COMPLETED ->
          ended(
              new TurnEnding.Completed(
                  filled(finish),
                  filled(usage),
                  new RawFields(answerExtra),
                  new RawFields(choiceExtra)),
              endedAt);
      case FAILED ->
          ended(
              new TurnEnding.Failed(new TurnFailure(filled(cause), filled(reason), retryAfter)),
              endedAt);
      case CANCELLED -> ended(new TurnEnding.Cancelled(filled(reason)), endedAt);
      case INTERRUPTED -> ended(new TurnEnding.Interrupted(filled(reason)), endedAt);
    };
  }

  private static TurnProgress ended(TurnEnding ending, Instant at) {
    return new TurnProgress.Ended(ending, at);
  }

  private static @Nullable Usage usage(Row row) throws SQLException {
    Usage.Source source = row.wordOrNull(Usage.Source.class);
    long input = row.number();
    long output = row.number();
    long cached = row.number();
    long cacheWrite = row.number();
    long reasoning = row.number();
    return source == null ? null : new Usage(input, output, cached, cacheWrite, reasoning, source);
  }
}
