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
 * @param upgrades databases of an older program that were migrated, said aloud at start
 * @param places where the store was opened for writing before, the last one first
 */
public record StorageReport(
    StoreId store,
    List<String> created,
    Map<AgentId, String> outOfService,
    List<Upgrade> upgrades,
    List<StorePlace> places) {
  public StorageReport {
    created = List.copyOf(created);
    outOfService = Map.copyOf(outOfService);
    upgrades = List.copyOf(upgrades);
    places = List.copyOf(places);
  }

  /**
   * A database that was migrated.
   *
   * @param file its absolute path
   * @param from the version it had
   * @param to the version of this program
   * @param backup the copy that was made before, an absolute path
   */
  public record Upgrade(String file, String from, String to, String backup) {}
}
