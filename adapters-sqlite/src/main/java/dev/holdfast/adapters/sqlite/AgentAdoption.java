package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreMaintenance.Adoption;
import dev.holdfast.ports.out.env.StoreProgress;
import dev.holdfast.ports.out.env.StoreProgress.Stage;
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
  private final StoreProgress progress;

  AgentAdoption(Path home, Instant now, StoreProgress progress) {
    this.home = home;
    this.now = now;
    this.progress = progress;
  }

  /** What came of it. */
  Adoption run() {
    DatabaseFile file = DatabaseFile.in(home, StoreOpening.CONTROL_PLANE);
    Map<String, String> there = StoreFolder.agentFiles(home);
    if (!file.isAbsent() || there.isEmpty()) {
      return new Adoption.NothingToDo();
    }
    Quarantine.requireNone(file);
    LeftByLost left = new LeftByLost(home, file);
    putAside(left);
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
    step();
    List<Path> aside = complete(left);
    step();
    return new Adoption.Done(
        id,
        agents.stream().map(agent -> agent.agent().value()).toList(),
        aside.stream().map(Path::toString).toList(),
        aside.stream()
            .map(StoreFolder::tokenIn)
            .filter(token -> !token.isEmpty())
            .findFirst()
            .orElse(""));
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

  private void step() {
    progress.at(StoreOpening.CONTROL_PLANE, Stage.CREATING, 0, 0);
  }

  private void putAside(LeftByLost left) {
    try {
      left.putAside(now, this::step);
    } catch (IOException e) {
      throw failure(
          "What the lost control plane left cannot be put aside. No new one was made.", e);
    }
  }

  private List<Path> complete(LeftByLost left) {
    try {
      return left.complete();
    } catch (IOException e) {
      throw failure(
          "The new control plane is there, but the report of what was put aside cannot be given"
              + " its lasting name.",
          e);
    }
  }

  private StorageFailure failure(String message, IOException cause) {
    return new StorageFailure(
        StorageFailure.Code.CANNOT_OPEN,
        message,
        Map.of("home", home.toString(), "cause", Failures.reason(cause)),
        cause);
  }
}
