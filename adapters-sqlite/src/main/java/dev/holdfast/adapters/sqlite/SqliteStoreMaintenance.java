package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.DatabaseFacts.Cure;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import dev.holdfast.ports.out.env.Storage.Durability;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreProgress;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Changes the databases of a home that nobody has open. */
final class SqliteStoreMaintenance implements StoreMaintenance {

  private final Clock clock;
  private final StoreFolder.Room room;

  @Inject
  SqliteStoreMaintenance(Clock clock, StoreFolder.Room room) {
    this.clock = clock;
    this.room = room;
  }

  @Override
  public VerifiedCopy copy(String home, String file, StoreProgress progress) {
    return copies(Path.of(home), "copy-", progress).make(existing(home, file));
  }

  @Override
  public Upgrades upgrade(String home, StoreProgress progress) {
    Path root = Path.of(home);
    DatabaseFile control = DatabaseFile.in(root, StoreOpening.CONTROL_PLANE);
    List<DatabaseFile> agents =
        agents(root, control).stream()
            .map(agent -> DatabaseFile.in(root, agent))
            .filter(DatabaseFile::exists)
            .toList();
    List<NotDone> newer =
        Stream.concat(
                newer(Schema.CONTROL_PLANE, control)
                    .map(failure -> notDone(control, failure))
                    .stream(),
                agents.stream()
                    .flatMap(
                        agent ->
                            newer(Schema.AGENT, agent)
                                .map(failure -> notDone(agent, failure))
                                .stream()))
            .toList();
    if (!newer.isEmpty()) {
      return new Upgrades(List.of(), newer);
    }
    SchemaUpgrades upgrades = new SchemaUpgrades(root, clock.instant(), room, progress);
    List<NotDone> notDone = new ArrayList<>();
    if (control.exists()) {
      bringForward(upgrades, Schema.CONTROL_PLANE, control, notDone);
    }
    agents.forEach(agent -> bringForward(upgrades, Schema.AGENT, agent, notDone));
    return new Upgrades(upgrades.done(), notDone);
  }

  @Override
  public Salvage salvage(String home, String file, LostIdentity identity, StoreProgress progress) {
    Path root = Path.of(home);
    DatabaseFile damaged = DatabaseFile.in(root, file);
    return new Salvager(root, damaged, schemaOf(file), clock.instant(), room, progress)
        .run(identity);
  }

  @Override
  public Adoption adoptAgents(String home, StoreProgress progress) {
    return new AgentAdoption(Path.of(home), clock.instant(), progress).run();
  }

  @Override
  public List<String> unfinishedSalvages(String home) {
    try {
      return Quarantine.allBegun(Path.of(home));
    } catch (IOException e) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "The quarantine cannot be read.",
          Map.of("home", home, "cause", Failures.reason(e)),
          e);
    }
  }

  @Override
  public Mended mendOrphans(String home, String file, StoreProgress progress) {
    DatabaseFile database = existing(home, file);
    if (!schemaOf(file).equals(Schema.AGENT)) {
      return new Mended(List.of(), "");
    }
    requireCurrent(Schema.AGENT, database);
    List<Orphans> orphans = orphansOf(database);
    if (orphans.isEmpty()) {
      return new Mended(List.of(), "");
    }
    String copy = copies(Path.of(home), "before-mending-", progress).make(database).copy();
    try (Connection connection = Connections.openWriter(database, Durability.FULL)) {
      return FreeHand.on(
          connection,
          () -> {
            // What is removed is in the copy.
            new Mender(connection, StoreFolder.agentOf(file), (table, reason, row) -> {})
                .run(AgentMending.STEPS);
            return new Mended(orphans, copy);
          });
    } catch (SQLException e) {
      throw Failures.ofOpening(database, e);
    }
  }

  @Override
  public NewIdentity renewIdentity(String home) {
    DatabaseFile control = existing(home, StoreOpening.CONTROL_PLANE);
    requireCurrent(Schema.CONTROL_PLANE, control);
    try (WriterConnection<ControlPlane> connection =
        WriterConnection.open(control, Durability.FULL, ControlPlane::new)) {
      connection.begin();
      StoreId former = connection.statements().identity();
      StoreId now = new StoreId(UUID.randomUUID().toString());
      connection.statements().renewIdentity(former, now, clock.instant());
      connection.commit();
      return new NewIdentity(former, now);
    } catch (SQLException e) {
      throw Failures.ofOpening(control, e);
    }
  }

  @Override
  public long emptyLog(String home, String file) {
    DatabaseFile database = existing(home, file);
    if (!database.hasLog()) {
      return 0;
    }
    // Only looks: refuses what is another program's, or a newer one's.
    var _ = Database.standing(schemaOf(file), database);
    LogFile.requireHeader(database);
    return LogFile.empty(database);
  }

  /** The databases of the agents that the store knows; all there are, if it cannot be read. */
  private static List<String> agents(Path root, DatabaseFile control) {
    if (control.exists()) {
      try {
        control.requirePlain();
        var _ = Database.standing(Schema.CONTROL_PLANE, control);
        return registered(control);
      } catch (StorageFailure unreadable) {
        // A control plane that cannot be read keeps no agent back; that it cannot be is told below.
        return List.copyOf(StoreFolder.agentFiles(root).keySet());
      }
    }
    return List.copyOf(StoreFolder.agentFiles(root).keySet());
  }

  /**
   * Makes sure that no agent's database is a newer program's: that one may need the others as they
   * are.
   *
   * @throws StorageFailure the refusal of the first that is
   */
  static void requireNoneNewer(Path root) {
    DatabaseFile control = DatabaseFile.in(root, StoreOpening.CONTROL_PLANE);
    for (String agent : agents(root, control)) {
      Optional<StorageFailure> refusal = newer(Schema.AGENT, DatabaseFile.in(root, agent));
      if (refusal.isPresent()) {
        throw refusal.get();
      }
    }
  }

  /** Why the database is refused, if a newer program wrote it. */
  private static Optional<StorageFailure> newer(Schema schema, DatabaseFile file) {
    if (!file.exists()) {
      return Optional.empty();
    }
    try {
      file.requirePlain();
      var _ = Database.standing(schema, file);
      return Optional.empty();
    } catch (StorageFailure failure) {
      return Optional.of(failure).filter(it -> it.code() == StorageFailure.Code.NEWER_SCHEMA);
    }
  }

  private static NotDone notDone(DatabaseFile file, StorageFailure failure) {
    return new NotDone(file.relativePath(), String.valueOf(failure.getMessage()));
  }

  private static void bringForward(
      SchemaUpgrades upgrades, Schema schema, DatabaseFile file, List<NotDone> notDone) {
    try {
      file.requirePlain();
      if (Database.standing(schema, file) == Schema.Standing.OLDER) {
        upgrades.bringForward(schema, file);
      }
    } catch (StorageFailure failure) {
      notDone.add(notDone(file, failure));
    }
  }

  private static List<String> registered(DatabaseFile control) {
    try (Connection connection = Connections.openAsItIs(control)) {
      return PlainSql.rows(
          connection, "SELECT database_path FROM agents ORDER BY agent_id", Row::text);
    } catch (SQLException e) {
      throw Failures.ofOpening(control, e);
    }
  }

  private static List<Orphans> orphansOf(DatabaseFile database) {
    try (Connection connection = Connections.openAsItIs(database)) {
      return OrphanQuery.findAll(connection, Depth.FULL).stream()
          .filter(orphans -> orphans.kind().cure() == Cure.MENDING)
          .toList();
    } catch (SQLException e) {
      throw Failures.ofOpening(database, e);
    }
  }

  private static void requireCurrent(Schema schema, DatabaseFile file) {
    file.requirePlain();
    if (Database.standing(schema, file) == Schema.Standing.OLDER) {
      throw Database.tooOld(schema, file);
    }
  }

  private VerifiedCopies copies(Path home, String occasion, StoreProgress progress) {
    return new VerifiedCopies(home, occasion, clock.instant(), room, progress);
  }

  private static DatabaseFile existing(String home, String file) {
    DatabaseFile database = DatabaseFile.in(Path.of(home), file);
    if (!database.exists()) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "There is no such database. Nothing was changed.",
          Map.of("file", database.toString()));
    }
    database.requirePlain();
    return database;
  }

  private static Schema schemaOf(String file) {
    return file.equals(StoreOpening.CONTROL_PLANE) ? Schema.CONTROL_PLANE : Schema.AGENT;
  }
}
