package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.ControlPlaneReads.AgentDatabase;
import jakarta.inject.Inject;
import java.util.List;

/** The registered agents, as a caller sees them: one out of its reach is not there. */
final class ReachedAgents {

  private final ControlPlaneReads controlPlane;

  @Inject
  ReachedAgents(ControlPlaneReads controlPlane) {
    this.controlPlane = controlPlane;
  }

  /** The agents that somebody asks about. */
  sealed interface Asked {

    /** These, by name; none if the caller reaches none. */
    record Agents(List<AgentId> agents) implements Asked {
      public Agents {
        agents = List.copyOf(agents);
      }
    }

    /** There is none of that name for the caller. */
    record Unknown(Refusal refusal) implements Asked {}
  }

  /**
   * Finds the agents a caller asks about.
   *
   * @param name as the client wrote it, empty for all of them
   * @throws dev.holdfast.ports.out.env.StorageFailure if the control plane cannot be read
   */
  Asked ask(Caller caller, String name) {
    List<AgentId> reached = all(caller);
    if (name.isBlank()) {
      return new Asked.Agents(reached);
    }
    List<AgentId> named =
        reached.stream().filter(id -> id.value().equalsIgnoreCase(name.strip())).toList();
    return named.isEmpty()
        ? new Asked.Unknown(
            new Refusal(
                RefusalReason.AGENT_UNKNOWN, "There is no such agent for the token.", "agent"))
        : new Asked.Agents(named);
  }

  /** Every agent that a caller reaches. */
  List<AgentId> all(Caller caller) {
    return controlPlane.agents().stream()
        .map(AgentDatabase::agent)
        .filter(caller.agents()::reaches)
        .toList();
  }
}
