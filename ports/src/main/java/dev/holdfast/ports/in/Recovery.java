package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.StuckReason;
import dev.holdfast.domain.turn.TurnId;
import java.time.Instant;
import java.util.List;

/**
 * Finds the turns that nobody will end any more, and ends them. One that somebody may still work on
 * is never touched, however old. What a caller may not reach is as unknown to it as what never was.
 */
public interface Recovery {

  /** How many stuck turns are looked for in one agent at a time. */
  int MOST = 1000;

  /** What is stuck, with the evidence; looks only. */
  Listing stuck(Caller caller, Wish wish);

  /**
   * Ends what is stuck as interrupted, keeps its input, and lets its session go on. What is not
   * stuck by the time it is looked at again stays as it is, so a second call finds nothing. Each
   * turn that is ended leaves an audit row, stored with its end.
   */
  Recovering recover(Requester by, Wish wish);

  /**
   * Whose.
   *
   * @param agent the agent's name, empty for every agent
   * @param session a session key as the client wrote it, empty for every session
   */
  record Wish(String agent, String session) {}

  /**
   * Something that is stuck.
   *
   * @param belonging the session
   * @param turn the turn; for a lease that no turn has, the one it was granted for
   * @param owner the process that began it
   * @param since when it began
   * @param evidence one sentence, for an operator
   */
  record Stuck(
      AgentId agent,
      Belonging belonging,
      TurnId turn,
      InstanceId owner,
      Instant since,
      StuckReason reason,
      String evidence) {}

  /** What a stuck turn belongs to. */
  sealed interface Belonging {

    record Session(SessionKey key) implements Belonging {}

    /** A transcript without a key, or none. */
    record None() implements Belonging {}
  }

  /** What {@link #stuck} found. */
  sealed interface Listing {

    /** In each agent the oldest first. */
    record Found(List<Stuck> stuck) implements Listing {
      public Found {
        stuck = List.copyOf(stuck);
      }
    }

    /** There is no such agent, the key makes no sense, or the store does not tell now; why. */
    record Refused(Refusal refusal) implements Listing {}
  }

  /** What became of a recovery. */
  sealed interface Recovering {

    /**
     * What was ended.
     *
     * @param left what is stuck and could not be ended: it went on meanwhile, or hangs so that its
     *     process has to end
     */
    record Recovered(List<Stuck> ended, List<Stuck> left) implements Recovering {
      public Recovered {
        ended = List.copyOf(ended);
        left = List.copyOf(left);
      }
    }

    /** As {@link Listing.Refused}; nothing was ended. */
    record Refused(Refusal refusal) implements Recovering {}
  }
}
