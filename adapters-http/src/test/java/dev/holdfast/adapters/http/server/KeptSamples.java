package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.AnswerIds;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.Responses.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Stored responses as tests want them. */
final class KeptSamples {

  static final TurnId TURN = new TurnId("turn_7");
  static final TurnProgress COMPLETED =
      ended(TurnEnding.Completed.plain(FinishReason.STOP, Scenes.USAGE));
  static final TurnProgress RUNNING = new TurnProgress.Running();

  private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final SessionId SESSION = new SessionId("session-1");

  private KeptSamples() {}

  static TurnProgress ended(TurnEnding ending) {
    return new TurnProgress.Ended(ending, Scenes.ENDED);
  }

  /** A response of a question that was answered with a text. */
  static Finding.Found answered(String id) {
    return found(
        id, COMPLETED, List.of(message(Role.USER, "hi")), List.of(message(Role.ASSISTANT, "Hi!")));
  }

  /** A response with as many user messages as there are texts. */
  static Finding.Found asking(String id, String... texts) {
    List<Item> input = new ArrayList<>();
    for (String text : texts) {
      input.add(message(Role.USER, text));
    }
    return found(id, COMPLETED, input, List.of(message(Role.ASSISTANT, "Hi!")));
  }

  static Finding.Found found(
      String id, TurnProgress progress, List<Item> input, List<Item> answer) {
    List<TranscriptEvent> events = new ArrayList<>();
    for (Item item : input) {
      events.add(event(new EventId("in" + (events.size() + 1)), item, EventOrigin.client()));
    }
    AnswerIds ids = new AnswerIds(TURN);
    for (Item item : answer) {
      events.add(event(ids.next(item), item, new EventOrigin.Model(ProviderId.DEMO)));
    }
    return new Finding.Found(response(id, progress), events);
  }

  private static ResponseRecord response(String id, TurnProgress progress) {
    TurnRecord turn =
        new TurnRecord(
            TURN,
            new TurnScope.Unlisted(SESSION),
            new RequestId("request-1"),
            Scenes.ORIGIN,
            TurnApi.RESPONSES,
            "holdfast",
            Scenes.route("openai/gpt-5.5"),
            HistoryAction.SEEDED,
            BEGUN,
            progress);
    return new ResponseRecord(
        new ResponseId(id),
        new PreviousResponse.None(),
        SESSION,
        EventParent.root(),
        RawFields.NONE,
        RawFields.NONE,
        Execution.FOREGROUND,
        turn);
  }

  private static TranscriptEvent event(EventId id, Item item, EventOrigin origin) {
    return new TranscriptEvent(
        id, 1, EventParent.root(), TURN, BEGUN, item, 1, origin, Completeness.COMPLETE);
  }

  static Item message(Role role, String text) {
    return Item.message(role, text);
  }
}
