package dev.holdfast.ports.in;

import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.transcript.HistoryMode;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import java.util.List;

/**
 * One request for a turn, as a driver understood it.
 *
 * @param agent the agent the request names beside its model, empty if it names none
 * @param model the request's {@code model} as it came
 * @param items the request's messages, in order
 * @param parameters members to forward
 */
public record TurnRequest(
    Caller caller,
    RequestId id,
    TurnApi api,
    Target target,
    String agent,
    String model,
    History history,
    List<Item> items,
    CallParameters parameters,
    ModelCall.Delivery delivery) {

  public TurnRequest {
    items = List.copyOf(items);
  }

  /** Which conversation the turn belongs to. */
  public sealed interface Target {

    /** None: messages go upstream as they are and no content is kept. */
    record Stateless() implements Target {}

    /**
     * The session a key leads to.
     *
     * @param key as the client wrote it, not blank
     */
    record ByKey(String key) implements Target {}

    /**
     * A session that must exist under that key.
     *
     * @param session as the client wrote it
     */
    record ById(String key, String session) implements Target {}
  }

  /** How the request's messages relate to the transcript. */
  public sealed interface History {

    /** As the agent's configuration says. */
    record Configured() implements History {}

    /** As the request says. */
    record Asked(HistoryMode mode) implements History {}
  }
}
