package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Looks after turns, those that wait in this process among them. A turn that a caller may not reach
 * is as unknown to it as one that never was.
 */
public interface TurnAdministration {

  /**
   * A page of turns, newest first: those that wait, then those that began. An agent whose database
   * is out of service is left out unless it is the one that is asked for.
   *
   * @param limit at most this many, 1 to 1000
   */
  Listing list(Caller caller, Wish wish, Start start, int limit);

  /** A turn as it stands now. */
  Finding find(Caller caller, String id);

  /**
   * Stops a turn and waits for its end, but not for ever. One that waits leaves its queue, and
   * nothing is stored of it; one that runs ends as cancelled and keeps what came. Leaves an audit
   * row, also if it is refused.
   */
  Abortion abort(Requester by, String id);

  /**
   * Which turns.
   *
   * @param agent the agent's name, empty for every agent the caller reaches
   * @param session a session key, bare or whole, empty for all turns, also those without a session
   */
  record Wish(String agent, String session, StateWish state) {}

  /** In which state. */
  sealed interface StateWish {

    record Any() implements StateWish {}

    /** Waiting for others of its session. */
    record Waiting() implements StateWish {}

    /** Begun, and in this state. */
    record Begun(TurnState state) implements StateWish {}
  }

  /** Where a page begins. */
  sealed interface Start {

    record Newest() implements Start {}

    /** Behind a turn that waits, whether or not it still does. */
    record BehindWaiting(Instant since, TurnId turn) implements Start {}

    /**
     * Among those that began.
     *
     * @param numbers for each agent the number of the last turn that was told; an agent that is not
     *     named begins at its newest
     */
    record BehindBegun(Map<AgentId, Long> numbers) implements Start {
      public BehindBegun {
        numbers = Map.copyOf(numbers);
      }
    }
  }

  /** A turn as a list tells it. */
  sealed interface TurnView {

    /**
     * It waits for others of its session.
     *
     * @param previous what it tries again
     * @param model the request's {@code model} as it came
     * @param since when it arrived
     * @param position how many are before it: 1 for the next to run; 0 if the session is its own in
     *     this process, and it begins or waits until another process leaves the session
     */
    record Waiting(
        TurnId id,
        RequestId request,
        PreviousAttempt previous,
        AgentId agent,
        SessionKey key,
        String model,
        Instant since,
        int position)
        implements TurnView {}

    /** It waited and was stopped; nothing is stored of it. */
    record Withdrawn(Waiting turn, Instant at) implements TurnView {}

    /** It began. */
    record Begun(AgentId agent, TurnRecord turn) implements TurnView {}
  }

  /** What {@link #list} found. */
  sealed interface Listing {

    /**
     * Turns, and what is behind them.
     *
     * @param unread agents whose turns that began are left out
     */
    record Page(List<TurnView> turns, Rest rest, List<UnreadAgent> unread) implements Listing {
      public Page {
        turns = List.copyOf(turns);
        unread = List.copyOf(unread);
      }
    }

    /** The agent or the key makes no sense, or the store does not tell now; why. */
    record Refused(Refusal refusal) implements Listing {}
  }

  /** What there is behind a page. */
  sealed interface Rest {

    record None() implements Rest {}

    /** More turns. */
    record Some(Start start) implements Rest {}
  }

  /** What {@link #find} found. */
  sealed interface Finding {

    record Found(TurnView turn) implements Finding {}

    /** There is none for this caller. */
    record Unknown() implements Finding {}

    /** The store does not tell now; why. */
    record Unreadable(Refusal refusal) implements Finding {}
  }

  /** What became of the wish to stop a turn. */
  sealed interface Abortion {

    /** It was stopped; it has ended unless storing that takes long. */
    record Stopped(TurnView turn) implements Abortion {}

    /** It had ended before. */
    record EndedBefore() implements Abortion {}

    /** It runs in another process that shares the store. */
    record RunsElsewhere() implements Abortion {}

    /** There is none for this caller. */
    record Unknown() implements Abortion {}

    /** The store does not tell now; why. */
    record Unreadable(Refusal refusal) implements Abortion {}
  }
}
