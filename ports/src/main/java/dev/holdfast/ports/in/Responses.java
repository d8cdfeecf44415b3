package dev.holdfast.ports.in;

import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.Refusal;
import java.util.List;

/**
 * Looks after stored response objects. One that a caller may not reach is as unknown to it as one
 * that never was. What is removed or cancelled leaves an audit row, refused or not.
 */
public interface Responses {

  /** A response as it stands now. */
  Finding find(Caller caller, String id);

  /**
   * Forgets a response object; its session stays as it is. A conversation without a session goes
   * with its last response, unless a turn of it runs. One that runs in the background is stopped
   * first.
   */
  Removal remove(Requester by, String id);

  /**
   * Stops the turn of a response that runs in the background, and waits for its end; what came by
   * then is kept. One that has ended stays as it is.
   */
  Cancellation cancel(Requester by, String id);

  /** What {@link #find} found. */
  sealed interface Finding {

    /**
     * The response.
     *
     * @param events of its turn, in order: what the request brought, then what the model answered
     */
    record Found(ResponseRecord response, List<TranscriptEvent> events) implements Finding {
      public Found {
        events = List.copyOf(events);
      }
    }

    /** There is none for this caller. */
    record Unknown() implements Finding {}

    /** The store does not tell now; why. */
    record Unreadable(Refusal refusal) implements Finding {}
  }

  /** What became of a removal. */
  sealed interface Removal {

    /** It is gone. */
    record Removed() implements Removal {}

    /** There is none for this caller. */
    record Unknown() implements Removal {}

    /** The store does not do it now; why. */
    record Unwritten(Refusal refusal) implements Removal {}
  }

  /** What became of a cancellation. */
  sealed interface Cancellation {

    /** The response has ended, now or before. */
    record Ended(Finding.Found response) implements Cancellation {}

    /** It was told to stop and has not ended yet. */
    record Stopping(Finding.Found response) implements Cancellation {}

    /** It waits for its caller, who can simply go away. */
    record InForeground() implements Cancellation {}

    /** There is none for this caller. */
    record Unknown() implements Cancellation {}

    /** The store does not tell now; why. */
    record Unreadable(Refusal refusal) implements Cancellation {}
  }
}
