package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.ChangeFeed;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ChangeReads;
import dev.holdfast.ports.out.read.ChangeReads.ChangePage;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets callers follow the logs of the agents they reach. */
final class ChangeFeedService implements ChangeFeed {

  private static final Logger log = LoggerFactory.getLogger(ChangeFeedService.class);

  private final ReachedAgents agents;
  private final ChangeReads changes;
  private final Lifecycle lifecycle;
  private final Clock clock;
  private final Semaphore followers = new Semaphore(MOST_FOLLOWERS);

  @Inject
  ChangeFeedService(ReachedAgents agents, ChangeReads changes, Lifecycle lifecycle, Clock clock) {
    this.agents = agents;
    this.changes = changes;
    this.lifecycle = lifecycle;
    this.clock = clock;
  }

  @Override
  public Opening open(Caller caller, String agent, Start start) {
    try {
      return switch (agents.ask(caller, agent)) {
        case ReachedAgents.Asked.Unknown(Refusal refusal) -> new Opening.Refused(refusal);
        case ReachedAgents.Asked.Agents(List<AgentId> asked) ->
            begin(asked, start)
                .map(begin -> follow(caller, begin))
                .orElseGet(Opening.PlaceUnknown::new);
      };
    } catch (StorageFailure failure) {
      log.error("The log of changes could not be read", failure);
      return new Opening.Refused(StorageRefusals.ofLookup(failure));
    }
  }

  private Opening follow(Caller caller, ChangeFollower.Begin begin) {
    return followers.tryAcquire()
        ? new Opening.Opened(
            ChangeFollower.begin(caller, begin, changes, lifecycle, clock, followers::release))
        : new Opening.TooManyFollow();
  }

  /** Where to begin; empty if the place is not known any more. */
  private Optional<ChangeFollower.Begin> begin(List<AgentId> asked, Start start) {
    Map<AgentId, Long> numbers = new HashMap<>();
    for (AgentId agent : asked) {
      try {
        switch (start) {
          case Start.Now() -> numbers.put(agent, changes.newest(agent));
          case Start.After(ChangePlace(Map<AgentId, Long> known)) -> {
            if (known.containsKey(agent)) {
              numbers.put(agent, known.get(agent));
            }
            if (changes.after(agent, known.getOrDefault(agent, 0L), 1)
                instanceof ChangePage.Unknown) {
              return Optional.empty();
            }
          }
        }
      } catch (StorageFailure failure) {
        // The follower finds that too, and tells it; whoever asked for this agent alone hears why.
        if (asked.size() == 1 || failure.code() == StorageFailure.Code.CLOSED) {
          throw failure;
        }
      }
    }
    ChangeFollower.Unread unread =
        switch (start) {
          case Start.Now() -> ChangeFollower.Unread.FROM_WHEN_IT_IS_BACK;
          case Start.After _ -> ChangeFollower.Unread.FROM_ITS_FIRST;
        };
    return Optional.of(new ChangeFollower.Begin(asked, numbers, unread));
  }
}
