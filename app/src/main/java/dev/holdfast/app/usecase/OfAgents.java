package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.in.UnreadAgent;
import dev.holdfast.ports.out.env.StorageFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What was read of several agents: one that cannot be read keeps nobody from the others.
 *
 * @param read by agent, in the order they were asked
 * @param unread the others
 */
record OfAgents<P>(Map<AgentId, P> read, List<UnreadAgent> unread) {

  /**
   * Reads it of each.
   *
   * @throws StorageFailure if there is one agent and it cannot be read
   */
  static <P> OfAgents<P> read(List<AgentId> agents, Function<AgentId, P> reading) {
    Map<AgentId, P> read = new LinkedHashMap<>();
    List<UnreadAgent> unread = new ArrayList<>();
    for (AgentId agent : agents) {
      try {
        read.put(agent, reading.apply(agent));
      } catch (StorageFailure failure) {
        if (agents.size() == 1) {
          throw failure;
        }
        unread.add(new UnreadAgent(agent, reason(failure)));
      }
    }
    return new OfAgents<>(read, unread);
  }

  private static UnreadAgent.Reason reason(StorageFailure failure) {
    return switch (failure.code()) {
      case NEWER_SCHEMA -> UnreadAgent.Reason.NEWER_SCHEMA;
      case CANNOT_OPEN, COMMIT_FAILED, FULL, READ_FAILED, CLOSED, AGENT_UNAVAILABLE, CONSTRAINT ->
          UnreadAgent.Reason.UNREADABLE;
    };
  }
}
