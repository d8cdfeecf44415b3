package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.Storage.Creation;
import dev.holdfast.ports.out.env.Storage.StorageRequest;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
import dev.holdfast.ports.out.env.StorePlace;
import dev.holdfast.ports.out.env.StoreProgress;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.read.ControlPlaneReads.AgentDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Opens the databases of a home, one after the other. A bad control plane stops everything; a bad
 * agent database stops its agent. What is missing is made only where nothing was before: on the
 * first start, and for an agent that was never registered. An older one is brought forward unless a
 * newer program wrote another: then it is refused as that other is.
 */
final class StoreOpening {

  static final String CONTROL_PLANE = "state/holdfast.sqlite";

  /** What is said of a home that has agents' databases and nothing that tells of them. */
  static final String CONTROL_PLANE_LOST =
      "The home has agent databases but no control plane. Nothing was made in its place: look"
          + " whether its folder is mounted, and put it back. Only if there is none any more have"
          + " a new one made: holdfast doctor --fix --only agents.";

  private static final Database.Kind<ControlPlane, ControlPlane> CONTROL =
      new Database.Kind<>(
          "control",
          Telemetry.Database.CONTROL_PLANE,
          Schema.CONTROL_PLANE,
          ControlPlane::new,
          ControlPlane::new);

  private final Path home;
  private final Clock clock;
  private final RouteCanonicalizer routes;
  private final RecentBranches recent = new RecentBranches();
  private final Consumer<StorageFailure> death;
  private final Telemetry telemetry;
  private final SchemaUpgrades upgrades;
  private final List<String> created = new ArrayList<>();
  private final Map<AgentId, Database<AgentWrites, AgentReads>> agents = new TreeMap<>();
  private final Map<AgentId, StorageFailure> outOfService = new TreeMap<>();
  private List<StorePlace> places = List.of();

  StoreOpening(
      Path home,
      Clock clock,
      RouteCanonicalizer routes,
      Consumer<StorageFailure> death,
      Telemetry telemetry) {
    this.home = home;
    this.clock = clock;
    this.routes = routes;
    this.death = death;
    this.telemetry = telemetry;
    this.upgrades =
        new SchemaUpgrades(home, clock.instant(), StoreFolder::usableBytes, StoreProgress.NONE);
  }

  /** What was opened, and what was done for that. */
  StorageReport report(OpenStore store) {
    return new StorageReport(store.id(), created, store.reasons(), upgrades.done(), places);
  }

  /**
   * Whether the home has a store.
   *
   * @throws StorageFailure if it has agents' databases and nothing that tells of them
   */
  boolean isThere() {
    DatabaseFile file = controlPlaneFile();
    if (!file.exists()) {
      requireNoAgents(file);
    }
    return file.exists();
  }

  /** Opens for writing. */
  OpenStore open(StorageRequest request) {
    DatabaseFile file = controlPlaneFile();
    if (!file.exists()) {
      Quarantine.requireNone(file);
      createControlPlane(file, request.creation());
    }
    Database<ControlPlane, ControlPlane> control =
        Database.open(CONTROL, file, request.durability(), older(request), death, telemetry);
    try {
      control.write(plane -> plane.block(request.blockedProviders()));
      places = control.read(ControlPlane::places);
      control.write(plane -> plane.opened(StoreFolder.realPath(home), clock.instant()));
      List<AgentDatabase> registered = control.read(ControlPlane::agents);
      for (AgentDatabase agent : registered) {
        openAgent(agent, request);
      }
      for (AgentId agent : request.agents()) {
        if (registered.stream().noneMatch(known -> known.agent().equals(agent))) {
          takeIn(agent, request, control);
        }
      }
      return opened(control);
    } catch (RuntimeException failure) {
      closeAll(control);
      throw failure;
    }
  }

  /** Opens what is there for reading; changes nothing. */
  OpenStore openForReading() {
    Database<ControlPlane, ControlPlane> control =
        Database.openForReading(CONTROL, controlPlaneFile());
    try {
      places = control.read(ControlPlane::places);
      for (AgentDatabase agent : control.read(ControlPlane::agents)) {
        inService(agent.agent(), () -> Database.openForReading(kind(agent), existing(agent)));
      }
      return opened(control);
    } catch (RuntimeException failure) {
      closeAll(control);
      throw failure;
    }
  }

  private void createControlPlane(DatabaseFile file, Creation creation) {
    requireNoAgents(file);
    if (creation == Creation.FORBIDDEN) {
      throw refusal("The home has no store, and none may be made. Nothing was changed.", file);
    }
    Database.create(
        Schema.CONTROL_PLANE,
        file,
        ControlPlane::new,
        plane -> plane.setIdentity(new StoreId(UUID.randomUUID().toString()), clock.instant()));
    created.add(file.toString());
  }

  private void requireNoAgents(DatabaseFile controlPlane) {
    if (StoreFolder.holdsAgentDatabases(home)) {
      throw refusal(CONTROL_PLANE_LOST, controlPlane);
    }
  }

  private Database.Older older(StorageRequest request) {
    return switch (request.upgrade()) {
      case PERFORMED_AFTER_BACKUP ->
          (schema, file) -> {
            SqliteStoreMaintenance.requireNoneNewer(home);
            upgrades.bringForward(schema, file);
          };
      case FORBIDDEN ->
          (schema, file) -> {
            throw Database.tooOld(schema, file);
          };
    };
  }

  private void openAgent(AgentDatabase agent, StorageRequest request) {
    inService(agent.agent(), () -> openBlocking(kind(agent), existing(agent), request));
  }

  /** The agent's database comes first, so that a registered one is always there. */
  private void takeIn(
      AgentId agent, StorageRequest request, Database<ControlPlane, ControlPlane> control) {
    AgentDatabase database = new AgentDatabase(agent, StoreFolder.agentFile(agent.value()));
    inService(
        agent,
        () -> {
          DatabaseFile file = DatabaseFile.in(home, database.relativePath());
          if (!file.exists()) {
            Quarantine.requireNone(file);
            createAgent(file, request.creation());
          }
          Database<AgentWrites, AgentReads> open = openBlocking(kind(database), file, request);
          control.write(plane -> plane.addAgent(database, clock.instant()));
          return open;
        });
  }

  private void createAgent(DatabaseFile file, Creation creation) {
    if (creation == Creation.FORBIDDEN) {
      throw refusal("The agent has no database, and none may be made.", file);
    }
    Database.create(Schema.AGENT, file, connection -> connection, connection -> 0);
    created.add(file.toString());
  }

  private Database<AgentWrites, AgentReads> openBlocking(
      Database.Kind<AgentWrites, AgentReads> kind, DatabaseFile file, StorageRequest request) {
    Database<AgentWrites, AgentReads> open =
        Database.open(kind, file, request.durability(), older(request), death, telemetry);
    try {
      open.write(writes -> writes.blocked().set(request.blockedProviders()));
      return open;
    } catch (RuntimeException failure) {
      open.close();
      throw failure;
    }
  }

  private DatabaseFile existing(AgentDatabase agent) {
    DatabaseFile file = DatabaseFile.in(home, agent.relativePath());
    if (!file.exists()) {
      Quarantine.requireNone(file);
      throw refusal(
          "The agent's database is missing. Nothing was made in its place: restore it from a"
              + " backup.",
          file);
    }
    return file;
  }

  private void inService(AgentId agent, AgentOpening opening) {
    try {
      agents.put(agent, opening.open());
    } catch (StorageFailure failure) {
      outOfService.put(agent, failure);
    }
  }

  private OpenStore opened(Database<ControlPlane, ControlPlane> control) {
    return new OpenStore(control.read(ControlPlane::identity), control, agents, outOfService);
  }

  private void closeAll(Database<ControlPlane, ControlPlane> control) {
    agents.values().forEach(Database::close);
    control.close();
  }

  private Database.Kind<AgentWrites, AgentReads> kind(AgentDatabase database) {
    AgentId agent = database.agent();
    return new Database.Kind<>(
        agent.value(),
        Telemetry.Database.AGENT,
        Schema.AGENT,
        connection -> AgentWrites.on(agent, routes, connection),
        connection -> new AgentReads(agent, routes, recent, connection));
  }

  private DatabaseFile controlPlaneFile() {
    return DatabaseFile.in(home, CONTROL_PLANE);
  }

  private static StorageFailure refusal(String message, DatabaseFile file) {
    return new StorageFailure(
        StorageFailure.Code.CANNOT_OPEN, message, Map.of("file", file.toString()));
  }

  private interface AgentOpening {
    Database<AgentWrites, AgentReads> open();
  }
}
