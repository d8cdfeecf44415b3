package dev.holdfast.ports.out.env;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.state.StoreId;
import java.util.List;
import java.util.Map;

/**
 * What opening the storage found and did.
 *
 * @param store the store's identity
 * @param created files that were made, said aloud at start
 * @param outOfService agents without a usable database, each with the reason
 */
public record StorageReport(
    StoreId store, List<String> created, Map<AgentId, String> outOfService) {
  public StorageReport {
    created = List.copyOf(created);
    outOfService = Map.copyOf(outOfService);
  }
}
