package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.change.LoggedChange;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells of changes as they happen, each to whoever reaches what it belongs to. */
public interface ChangeFeed {

  /** How many may follow at once: each holds a thread, and looks into the store now and then. */
  int MOST_FOLLOWERS = 64;

  /**
   * Begins to follow. Of several agents, one whose database is out of service keeps nobody from the
   * others: {@link ToldService} tells of it, and its number in the places stays where it was, so
   * that nothing of it is passed over when it is back. One that is out of service from the begin on
   * has no number in the places until it is back; what {@link Start.Now} asks for begins there.
   *
   * @param agent the agent whose changes are asked for, empty for every agent the caller reaches
   */
  Opening open(Caller caller, String agent, Start start);

  /** Where following begins. */
  sealed interface Start {

    /** With the next change. */
    record Now() implements Start {}

    /** With the first change behind a place. */
    record After(ChangePlace place) implements Start {}
  }

  /**
   * A place in the logs of several agents.
   *
   * @param numbers for each of them the number of the newest change before it; an agent that is not
   *     named is new since, or was out of service from the begin on, and whoever goes on behind
   *     this place is told of it from its first change on
   */
  record ChangePlace(Map<AgentId, Long> numbers) {
    public ChangePlace {
      numbers = Map.copyOf(numbers);
    }
  }

  /** What became of the wish to follow. */
  sealed interface Opening {

    /** It begins; to be closed by whoever asked. */
    record Opened(Follower follower) implements Opening {}

    /** Changes behind the place were removed from the log since, or it was never one. */
    record PlaceUnknown() implements Opening {}

    /** {@link #MOST_FOLLOWERS} follow already. */
    record TooManyFollow() implements Opening {}

    /** There is no such agent for the caller, or the store does not tell now; why. */
    record Refused(Refusal refusal) implements Opening {}
  }

  /** Somebody who follows; used by one thread, and closed by any. */
  interface Follower extends AutoCloseable {

    /** The place behind everything that was told or passed over so far. */
    ChangePlace place();

    /**
     * Waits for what comes next.
     *
     * @param patience for how long at most
     */
    Next next(Duration patience);

    /** Ends it, also while another thread waits; a second call does nothing. */
    @Override
    void close();
  }

  /** What came. */
  sealed interface Next {

    /** This, what is of one agent in the order in which it happened; at least one. */
    record News(List<Told> told) implements Next {
      public News {
        told = List.copyOf(told);
      }
    }

    /** Nothing that the caller may know of. */
    record Nothing() implements Next {}

    /**
     * Nothing more: the follower was closed, the gateway stops, or the log was cut before the
     * follower had read it. Whoever wants to go on opens again behind the last place.
     */
    record Over() implements Next {}
  }

  /** What a follower is told. */
  sealed interface Told {

    /** Whose it is. */
    AgentId agent();

    /** The place behind it. */
    ChangePlace behind();
  }

  /** A change. */
  record ToldChange(AgentId agent, LoggedChange change, ChangePlace behind) implements Told {}

  /**
   * An agent's database was found out of service, or is back. No change, and in no log: each
   * follower is told of what it finds itself, from its begin on.
   */
  record ToldService(AgentId agent, Service service, Instant at, ChangePlace behind)
      implements Told {}

  /** Whether an agent's log can be read. */
  enum Service {
    OUT,
    BACK
  }
}
