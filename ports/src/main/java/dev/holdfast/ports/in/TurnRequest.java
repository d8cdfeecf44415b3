package dev.holdfast.ports.in;

import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.transcript.HistoryMode;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import java.util.List;

/**
 * One request for a turn, as a driver understood it.
 *
 * @param arrival what tells the request from others, and what it wants if others are in its way
 * @param agent the agent the request names beside its model, empty if it names none
 * @param model the request's {@code model} as it came
 * @param instructions hold for this turn only, whatever the transcript says
 * @param items the request's messages, in order
 * @param parameters members to forward
 * @param response whether a response object is kept of the turn
 */
public record TurnRequest(
    Caller caller,
    RequestId id,
    Arrival arrival,
    TurnApi api,
    Target target,
    String agent,
    String model,
    History history,
    List<Item> instructions,
    List<InputItem> items,
    CallParameters parameters,
    ModelCall.Delivery delivery,
    ResponseWish response) {

  public TurnRequest {
    instructions = List.copyOf(instructions);
    items = List.copyOf(items);
  }

  /**
   * How a request came.
   *
   * @param digest of its path and body
   */
  public record Arrival(RequestDigest digest, Repetition repetition, WhenBusy whenBusy) {}

  /** Whether a request may be one that came before. */
  public sealed interface Repetition {

    /** It is new, as far as its client says. */
    record None() implements Repetition {}

    /**
     * The client has named it, so that it is done once however often it comes.
     *
     * @param key as the client wrote it, 1 to {@link #MAX_KEY_LENGTH} characters
     */
    record Named(String key) implements Repetition {}

    /** The client says that it sent the same before and heard no answer. */
    record SentAgain() implements Repetition {}

    /** Longer than any id that clients make. */
    int MAX_KEY_LENGTH = 255;
  }

  /** What a turn does if another one of its session runs. */
  public enum WhenBusy {
    /** It waits its turn, within the bounds of the queue. */
    QUEUE,
    /** It is refused at once. */
    REJECT
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

    /** A new transcript without a key, which only its responses lead to. */
    record Unlisted(Overflow overflow) implements Target {}

    /**
     * None that anybody sees: work that a part of the gateway hands to another. It reserves
     * nothing, waits for nobody and is on no list; only its turn row and a transcript without a key
     * stay. No driver from outside may ask for it.
     *
     * @param routing whose context it has; any key, reserved ones included
     */
    record Internal(SessionKey routing) implements Target {}

    /**
     * The conversation of a response, from its last event on.
     *
     * @param response as the client wrote it
     * @param key the session key that the request names beside it, empty if it names none
     */
    record AfterResponse(String response, String key, Overflow overflow, Trace trace)
        implements Target {}
  }

  /** What becomes of a conversation without a key that outgrows the model's context. */
  public enum Overflow {
    /** The request is refused: the client decides what to leave out. */
    REFUSED,
    /** The oldest is left out, as in a session. */
    CUT
  }

  /** What a turn that goes on from a response leaves in the conversation. */
  public enum Trace {
    /** Its input and its answer. */
    KEPT,
    /** Nothing: it only sees what was said. */
    NONE
  }

  /** Whether a response object is kept of the turn. */
  public sealed interface ResponseWish {

    /** None is. */
    record None() implements ResponseWish {}

    /**
     * It is kept, under the id that {@link ResponseId#ofTurn} makes of the turn's.
     *
     * @param settings members of the request that the object repeats
     */
    record Kept(RawFields settings, Execution execution) implements ResponseWish {}
  }

  /** How the request's messages relate to the transcript. */
  public sealed interface History {

    /** As the agent's configuration says. */
    record Configured() implements History {}

    /** As the request says. */
    record Asked(HistoryMode mode) implements History {}
  }
}
