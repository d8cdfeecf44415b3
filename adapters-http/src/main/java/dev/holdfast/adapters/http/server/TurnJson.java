package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.turn.EndReason;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.TurnAdministration.TurnView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A turn as the management API tells it. */
final class TurnJson {

  private TurnJson() {}

  static byte[] of(TurnView turn) {
    JsonText json = new JsonText();
    write(turn, json);
    return json.bytes();
  }

  static void write(TurnView turn, JsonText json) {
    json.raw("{\"object\":\"turn\",\"id\":");
    switch (turn) {
      case TurnView.Waiting waiting -> {
        writeWaiting(waiting, json);
        json.raw(",\"state\":\"waiting\",\"position\":" + waiting.position());
        json.raw(",\"ended_at\":null,\"failure\":null");
      }
      case TurnView.Withdrawn(TurnView.Waiting waiting, Instant at) -> {
        writeWaiting(waiting, json);
        json.raw(",\"state\":\"cancelled\",\"position\":null,\"ended_at\":").string(time(at));
        json.raw(",\"failure\":");
        writeReason(EndReason.of(EndReason.REQUESTED), json);
      }
      case TurnView.Begun(var agent, TurnRecord begun) -> {
        json.string(begun.id().value()).raw(",\"agent\":").string(agent.value());
        writeScope(begun.scope(), json);
        writePrevious(begun.origin().previous(), json);
        json.raw(",\"request_id\":").string(begun.request().value());
        json.raw(",\"api\":").string(word(begun.api()));
        json.raw(",\"model\":").string(begun.requestedModel());
        json.raw(",\"route\":").string(begun.effective().toString());
        json.raw(",\"since\":").string(time(begun.startedAt()));
        json.raw(",\"started_at\":").string(time(begun.startedAt()));
        json.raw(",\"state\":").string(word(begun.state())).raw(",\"position\":null");
        writeEnd(begun.progress(), json);
      }
    }
    json.raw("}");
  }

  /** What is known of a turn of which nothing is stored. */
  private static void writeWaiting(TurnView.Waiting waiting, JsonText json) {
    json.string(waiting.id().value()).raw(",\"agent\":").string(waiting.agent().value());
    json.raw(",\"key\":").string(waiting.key().value()).raw(",\"session_id\":null");
    writePrevious(waiting.previous(), json);
    json.raw(",\"request_id\":").string(waiting.request().value());
    json.raw(",\"api\":null,\"model\":").string(waiting.model()).raw(",\"route\":null");
    json.raw(",\"since\":").string(time(waiting.since()));
    json.raw(",\"started_at\":null,\"finish_reason\":null,\"usage\":null");
  }

  private static void writePrevious(PreviousAttempt previous, JsonText json) {
    switch (previous) {
      case PreviousAttempt.None() -> json.raw(",\"attempt_of\":null");
      case PreviousAttempt.Of(TurnId turn) -> json.raw(",\"attempt_of\":").string(turn.value());
    }
  }

  private static void writeScope(TurnScope scope, JsonText json) {
    switch (scope) {
      case TurnScope.Keyed(var key, var session) ->
          json.raw(",\"key\":").string(key.value()).raw(",\"session_id\":").string(session.value());
      case TurnScope.Unlisted(var session) ->
          json.raw(",\"key\":null,\"session_id\":").string(session.value());
      case TurnScope.Stateless() -> json.raw(",\"key\":null,\"session_id\":null");
    }
  }

  private static void writeEnd(TurnProgress progress, JsonText json) {
    switch (progress) {
      case TurnProgress.Running() ->
          json.raw(",\"ended_at\":null,\"finish_reason\":null,\"usage\":null,\"failure\":null");
      case TurnProgress.Ended(TurnEnding ending, Instant at) -> {
        json.raw(",\"ended_at\":").string(time(at));
        switch (ending) {
          case TurnEnding.Completed completed -> {
            json.raw(",\"finish_reason\":").string(word(completed.finish()));
            writeUsage(completed.usage(), json);
            json.raw(",\"failure\":null");
          }
          case TurnEnding.Failed(TurnFailure failure) ->
              writeUnanswered(new EndReason(word(failure.cause()), failure.message()), json);
          case TurnEnding.Cancelled(String reason) -> writeUnanswered(EndReason.of(reason), json);
          case TurnEnding.Interrupted(String reason) -> writeUnanswered(EndReason.of(reason), json);
        }
      }
    }
  }

  private static void writeUnanswered(EndReason reason, JsonText json) {
    json.raw(",\"finish_reason\":null,\"usage\":null,\"failure\":");
    writeReason(reason, json);
  }

  private static void writeReason(EndReason reason, JsonText json) {
    json.raw("{\"cause\":");
    if (reason.cause().isEmpty()) {
      json.raw("null");
    } else {
      json.string(reason.cause());
    }
    json.raw(",\"message\":").string(reason.message()).raw("}");
  }

  private static void writeUsage(Usage usage, JsonText json) {
    json.raw(",\"usage\":{\"input_tokens\":" + usage.inputTokens());
    json.raw(",\"output_tokens\":" + usage.outputTokens());
    json.raw(",\"cached_tokens\":" + usage.cachedTokens());
    json.raw(",\"cache_write_tokens\":" + usage.cacheWriteTokens());
    json.raw(",\"reasoning_tokens\":" + usage.reasoningTokens());
    json.raw(",\"source\":").string(word(usage.source())).raw("}");
  }

  /** As precise as what is stored, also of a turn of which nothing is. */
  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).toString();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
