package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.StorageFailure;
import java.util.Map;

/**
 * The open databases of a store.
 *
 * @param agents those in service
 * @param outOfService the others, each with the reason
 */
record OpenStore(
    StoreId id,
    Database<ControlPlane, ControlPlane> controlPlane,
    Map<AgentId, Database<AgentWrites, AgentReads>> agents,
    Map<AgentId, String> outOfService)
    implements AutoCloseable {

  OpenStore {
    agents = Map.copyOf(agents);
    outOfService = Map.copyOf(outOfService);
  }

  Database<AgentWrites, AgentReads> agent(AgentId agent) {
    Database<AgentWrites, AgentReads> database = agents.get(agent);
    if (database == null) {
      throw Failures.of(
          StorageFailure.Code.AGENT_UNAVAILABLE,
          Map.of(
              "agent", agent.value(),
              "reason", outOfService.getOrDefault(agent, "it is not registered")));
    }
    return database;
  }

  @Override
  public void close() {
    agents.values().forEach(Database::close);
    controlPlane.close();
  }
}
