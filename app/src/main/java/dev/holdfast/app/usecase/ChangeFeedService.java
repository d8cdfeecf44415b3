package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.ChangeFeed;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ChangeReads;
import dev.holdfast.ports.out.read.ChangeReads.ChangePage;
import jakarta.inject.Inject;
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
  private final Semaphore followers = new Semaphore(MOST_FOLLOWERS);

  @Inject
  ChangeFeedService(ReachedAgents agents, ChangeReads changes, Lifecycle lifecycle) {
    this.agents = agents;
    this.changes = changes;
    this.lifecycle = lifecycle;
  }

  @Override
  public Opening open(Caller caller, String agent, Start start) {
    try {
      return switch (agents.ask(caller, agent)) {
        case ReachedAgents.Asked.Unknown(Refusal refusal) -> new Opening.Refused(refusal);
        case ReachedAgents.Asked.Agents(List<AgentId> asked) ->
            begin(asked, start)
                .map(numbers -> follow(caller, numbers))
                .orElseGet(Opening.PlaceUnknown::new);
      };
    } catch (StorageFailure failure) {
      log.error("The log of changes could not be read", failure);
      return new Opening.Refused(StorageRefusals.ofLookup(failure));
    }
  }

  private Opening follow(Caller caller, Map<AgentId, Long> numbers) {
    return followers.tryAcquire()
        ? new Opening.Opened(
            ChangeFollower.begin(caller, numbers, changes, lifecycle, followers::release))
        : new Opening.TooManyFollow();
  }

  /** The number to begin behind for each agent in service; empty if the place is not known. */
  private Optional<Map<AgentId, Long>> begin(List<AgentId> asked, Start start) {
    Map<AgentId, Long> numbers = new HashMap<>();
    for (AgentId agent : asked) {
      try {
        switch (start) {
          case Start.Now() -> numbers.put(agent, changes.newest(agent));
          case Start.After(ChangePlace place) -> {
            long number = place.numbers().getOrDefault(agent, 0L);
            if (changes.after(agent, number, 1) instanceof ChangePage.Unknown) {
              return Optional.empty();
            }
            numbers.put(agent, number);
          }
        }
      } catch (StorageFailure failure) {
        if (failure.code() != StorageFailure.Code.AGENT_UNAVAILABLE || asked.size() == 1) {
          throw failure;
        }
        log.warn("Agent {} is out of service, so nobody hears of its changes", agent);
      }
    }
    return Optional.of(numbers);
  }
}
