package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Kind;
import dev.holdfast.app.torture.Operation.Outcome;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.util.List;
import java.util.Locale;

/**
 * Asks through the in-port, as the HTTP server does. Any thread may ask.
 *
 * @param process the name its operations bear
 */
record TurnCaller(String process, Conversations conversations) {

  /** Hears of a turn that began. */
  interface Began {
    void began();
  }

  Operation ask(String key, String text) {
    return ask(key, text, () -> {});
  }

  /**
   * Begins a session anew, by the message that does.
   *
   * @param name unlike that of any other reset
   */
  Operation reset(String key, String name) {
    long invokedAt = System.nanoTime();
    TurnOutcome outcome = conversations.prepare(request(key, "/new"), new Observer(() -> {})).run();
    return new Operation(
        process,
        key,
        Kind.RESET,
        name,
        invokedAt,
        System.nanoTime(),
        switch (outcome(outcome)) {
          case Outcome.Answered(String session, _, _) -> new Outcome.Answered(session, "", "");
          case Outcome other -> other;
        });
  }

  /**
   * Asks once.
   *
   * @param began told when turn and question are stored
   */
  Operation ask(String key, String text, Began began) {
    long invokedAt = System.nanoTime();
    TurnOutcome outcome = conversations.prepare(request(key, text), new Observer(began)).run();
    return new Operation(
        process, key, Kind.TURN, text, invokedAt, System.nanoTime(), outcome(outcome));
  }

  private static TurnRequest request(String key, String text) {
    return new TurnRequest(
        Caller.LOCAL_OPERATOR,
        new RequestId("req_harness"),
        new TurnRequest.Arrival(
            new RequestDigest("0".repeat(64)),
            new TurnRequest.Repetition.None(),
            TurnRequest.WhenBusy.QUEUE),
        TurnApi.CHAT_COMPLETIONS,
        new TurnRequest.Target.ByKey(key),
        "",
        "holdfast",
        new TurnRequest.History.Configured(),
        List.of(),
        InputItem.given(List.of(Item.message(Role.USER, text))),
        CallParameters.NONE,
        ModelCall.Delivery.WHOLE,
        new TurnRequest.ResponseWish.None());
  }

  private static Outcome outcome(TurnOutcome outcome) {
    return switch (outcome) {
      case TurnOutcome.Completed completed ->
          new Outcome.Answered(
              session(completed.facts()),
              completed.facts().turn().value(),
              text(completed.choices().getFirst()));
      case TurnOutcome.Refused(var refusal) -> refused(refusal.reason());
      case TurnOutcome.Failed(TurnFacts _, var failure) ->
          new Outcome.Failed(failure.cause().name().toLowerCase(Locale.ROOT));
      case TurnOutcome.Cancelled _, TurnOutcome.Aborted _ -> new Outcome.Failed("cancelled");
    };
  }

  /** Of a commit that failed nobody knows whether it is stored, so that refusal does not say. */
  private static Outcome refused(RefusalReason reason) {
    String word = reason.name().toLowerCase(Locale.ROOT);
    return reason == RefusalReason.STORE_UNAVAILABLE
        ? new Outcome.Failed(word)
        : new Outcome.Refused(word);
  }

  private static String session(TurnFacts facts) {
    return switch (facts.scope()) {
      case TurnScope.Keyed(var key, var session) -> session.value();
      case TurnScope.Unlisted(var session) -> session.value();
      case TurnScope.Stateless() -> "";
    };
  }

  private static String text(ModelOutcome.Choice choice) {
    return choice.items().getFirst() instanceof Item.Message message
            && message.content().getFirst() instanceof ContentPart.Text text
        ? text.text()
        : "";
  }

  /** Hears only that the turn began. */
  private record Observer(Began began) implements TurnObserver {

    @Override
    public void named(TurnId turn) {}

    @Override
    public void replaying() {}

    @Override
    public void started(TurnFacts facts) {
      began.began();
    }

    @Override
    public void delta(ModelDelta delta) {}
  }
}
