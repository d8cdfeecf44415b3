package dev.holdfast.ports.out.env;

import java.util.List;

/**
 * What was found of a home's store.
 *
 * @param engineVersion of the SQLite in this program
 * @param databases the control plane first, then the agents by id: registered ones, with or without
 *     a file, and files of agents that are not registered; empty if the home has none
 */
public record StoreFacts(
    String engineVersion, StoreIdentity identity, List<DatabaseFacts> databases) {
  public StoreFacts {
    databases = List.copyOf(databases);
  }
}
