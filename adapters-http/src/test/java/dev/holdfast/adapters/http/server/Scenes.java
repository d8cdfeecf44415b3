package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.server.ScriptedConversations.Scene;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.Canonicalization.Canonical;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnOrigin;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns as tests want them to go. */
final class Scenes {

  /** A request that is new and waits if it must. */
  static final TurnRequest.Arrival ARRIVAL =
      new TurnRequest.Arrival(
          new RequestDigest("0".repeat(64)),
          new TurnRequest.Repetition.None(),
          TurnRequest.WhenBusy.QUEUE);

  /** Where turns come from. */
  static final TurnOrigin ORIGIN =
      new TurnOrigin("token-1", ARRIVAL.digest(), new PreviousAttempt.None());

  static final Usage USAGE = new Usage(12, 3, 4, 0, 1, Usage.Source.REPORTED);

  static final Instant ENDED = Instant.parse("2026-01-02T03:04:09.5Z");

  static final TurnId TURN = new TurnId("turn-1");

  private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05.678Z");

  private Scenes() {}

  /** Answers with a text, in the given pieces when it is streamed. */
  static Scene saying(String... pieces) {
    return (request, observer, gone) -> {
      TurnFacts facts = facts(request);
      observer.started(facts);
      for (String piece : pieces) {
        observer.delta(new ModelDelta.Text(0, piece, RawFields.NONE));
      }
      return completed(
          facts, FinishReason.STOP, Item.message(Role.ASSISTANT, String.join("", pieces)));
    };
  }

  /** Answers with a text in two pieces, and waits between them and before its end. */
  static Scene halting(String first, CountDownLatch between, String second) {
    return (request, observer, gone) -> {
      TurnFacts facts = facts(request);
      observer.started(facts);
      observer.delta(new ModelDelta.Text(0, first, RawFields.NONE));
      await(between);
      observer.delta(new ModelDelta.Text(0, second, RawFields.NONE));
      return completed(facts, FinishReason.STOP, Item.message(Role.ASSISTANT, first + second));
    };
  }

  /** Waits for a sign, and then plays another scene. */
  static Scene after(CountDownLatch sign, Scene scene) {
    return (request, observer, gone) -> {
      await(sign);
      return scene.play(request, observer, gone);
    };
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  static Scene refusing(Refusal refusal) {
    return (request, observer, gone) -> new TurnOutcome.Refused(refusal);
  }

  static Scene failing(TurnFailure failure) {
    return (request, observer, gone) -> {
      TurnFacts facts = facts(request);
      observer.started(facts);
      return new TurnOutcome.Failed(facts, failure);
    };
  }

  static TurnOutcome completed(TurnFacts facts, FinishReason finish, Item... items) {
    Choice choice = new Choice(List.of(items), finish, RawFields.NONE);
    return new TurnOutcome.Completed(facts, List.of(choice), USAGE, RawFields.NONE, ENDED);
  }

  /** Facts of a turn without a session. */
  static TurnFacts statelessFacts() {
    return facts(new TurnScope.Stateless());
  }

  /** Facts of a turn of the request's session; a bare key becomes one of agent main. */
  static TurnFacts facts(TurnRequest request) {
    TurnScope scope =
        switch (request.target()) {
          case Target.Stateless() -> new TurnScope.Stateless();
          case Target.ByKey(String key) -> keyed(key, "session-1");
          case Target.ById(String key, String session) -> keyed(key, session);
          case Target.Unlisted _, Target.Internal _, Target.AfterResponse _ ->
              new TurnScope.Unlisted(new SessionId("session-1"));
        };
    return facts(scope);
  }

  private static TurnFacts facts(TurnScope scope) {
    return new TurnFacts(TURN, scope, route("openai/gpt-5.5"), HistoryAction.APPENDED, BEGUN);
  }

  private static TurnScope keyed(String key, String session) {
    String folded = key.toLowerCase(Locale.ROOT);
    String whole = folded.startsWith("agent:") ? folded : "agent:" + AgentId.MAIN + ":" + folded;
    return new TurnScope.Keyed(SessionKey.ofStored(whole), new SessionId(session));
  }

  static ModelRoute route(String reference) {
    Canonical canonical =
        (Canonical)
            new RouteCanonicalizer(Set.of()).canonicalize(RouteDraft.ofReference(reference));
    return canonical.route();
  }
}
