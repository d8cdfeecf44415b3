package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreMaintenance.Adoption;
import dev.holdfast.ports.out.read.ControlPlaneReads.AgentDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes a control plane for agents whose own is lost. It gets its name once it is whole, so that
 * one that was cut short is begun anew.
 */
final class AgentAdoption {

  private final Path home;
  private final Instant now;

  AgentAdoption(Path home, Instant now) {
    this.home = home;
    this.now = now;
  }

  /** What came of it. */
  Adoption run() {
    DatabaseFile file = DatabaseFile.in(home, StoreOpening.CONTROL_PLANE);
    Map<String, String> there = StoreFolder.agentFiles(home);
    if (!file.isAbsent() || there.isEmpty()) {
      return new Adoption.NothingToDo();
    }
    Quarantine.requireNone(file);
    String aside = putAside(file);
    StoreId id = new StoreId(UUID.randomUUID().toString());
    List<AgentDatabase> agents = agents(there);
    Database.create(
        Schema.CONTROL_PLANE,
        file,
        ControlPlane::new,
        plane -> {
          int rows = plane.setIdentity(id, now);
          for (AgentDatabase agent : agents) {
            rows += plane.addAgent(agent, now);
          }
          return rows;
        });
    return new Adoption.Done(
        id, agents.stream().map(agent -> agent.agent().value()).toList(), aside);
  }

  private static List<AgentDatabase> agents(Map<String, String> there) {
    return there.entrySet().stream()
        .filter(
            file ->
                AgentId.isValid(file.getValue())
                    && AgentId.of(file.getValue()).value().equals(file.getValue()))
        .map(file -> new AgentDatabase(AgentId.of(file.getValue()), file.getKey()))
        .toList();
  }

  private String putAside(DatabaseFile file) {
    if (!file.hasCompanions()) {
      return "";
    }
    try {
      return Quarantine.putCompanionsAside(home, file, now).toString();
    } catch (IOException e) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "What lies beside the place of the lost control plane cannot be put aside. Nothing was"
              + " made.",
          Map.of("file", file.toString(), "cause", Failures.reason(e)),
          e);
    }
  }
}
