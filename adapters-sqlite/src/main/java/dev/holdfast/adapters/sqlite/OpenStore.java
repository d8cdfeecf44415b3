package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.StorageFailure;
import java.util.Map;
import java.util.TreeMap;

/**
 * The open databases of a store.
 *
 * @param agents those in service
 * @param outOfService the others, each with what opening it came to
 */
record OpenStore(
    StoreId id,
    Database<ControlPlane, ControlPlane> controlPlane,
    Map<AgentId, Database<AgentWrites, AgentReads>> agents,
    Map<AgentId, StorageFailure> outOfService)
    implements AutoCloseable {

  OpenStore {
    agents = Map.copyOf(agents);
    outOfService = Map.copyOf(outOfService);
  }

  Database<AgentWrites, AgentReads> agent(AgentId agent) {
    Database<AgentWrites, AgentReads> database = agents.get(agent);
    if (database == null) {
      throw unavailable(agent);
    }
    return database;
  }

  private StorageFailure unavailable(AgentId agent) {
    StorageFailure reason = outOfService.get(agent);
    Map<String, String> context = new TreeMap<>();
    if (reason != null && reason.code() == StorageFailure.Code.NEWER_SCHEMA) {
      context.putAll(reason.context());
      context.put("agent", agent.value());
      return Failures.of(StorageFailure.Code.NEWER_SCHEMA, context);
    }
    context.put("agent", agent.value());
    context.put(
        "reason", reason == null ? "it is not registered" : String.valueOf(reason.getMessage()));
    return Failures.of(StorageFailure.Code.AGENT_UNAVAILABLE, context);
  }

  /** The others, each with the reason. */
  Map<AgentId, String> reasons() {
    Map<AgentId, String> reasons = new TreeMap<>();
    outOfService.forEach(
        (agent, failure) -> reasons.put(agent, String.valueOf(failure.getMessage())));
    return reasons;
  }

  @Override
  public void close() {
    agents.values().forEach(Database::close);
    controlPlane.close();
  }
}
