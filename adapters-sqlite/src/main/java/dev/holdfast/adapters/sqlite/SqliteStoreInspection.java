package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Registration;
import dev.holdfast.ports.out.env.DatabaseFacts.Role;
import dev.holdfast.ports.out.env.DatabaseFacts.Standing;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreFacts;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StoreInspection;
import dev.holdfast.ports.out.env.StoreProgress;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sqlite.SQLiteJDBCLoader;

/** Looks at the databases of a home, one after the other. */
final class SqliteStoreInspection implements StoreInspection {

  private static final StoreIdentity UNREAD =
      new StoreIdentity.Unknown("The row with the identity cannot be read.");

  @Inject
  SqliteStoreInspection() {}

  /** What the control plane tells of the whole store. */
  private record Plane(StoreIdentity identity, Map<String, String> agentFiles) {}

  @Override
  public StoreFacts inspect(String home, Depth depth, StoreProgress progress) {
    Path root = Path.of(home);
    DatabaseFile control = DatabaseFile.in(root, StoreOpening.CONTROL_PLANE);
    Map<String, String> there = agentFiles(root);
    if (!control.exists() && there.isEmpty()) {
      return new StoreFacts(engineVersion(), new StoreIdentity.NoStore(), List.of());
    }
    DatabaseInspection inspection = new DatabaseInspection(depth, progress);
    List<DatabaseFacts> databases = new ArrayList<>();
    return switch (inspection.look(Schema.CONTROL_PLANE, control, SqliteStoreInspection::plane)) {
      case DatabaseInspection.Outcome.Seen<Plane>(Content.Inspected content, Plane plane) -> {
        databases.add(facts(control, new Role.ControlPlane(), Registration.REGISTERED, content));
        databases.addAll(agents(inspection, root, plane.agentFiles(), there));
        yield new StoreFacts(engineVersion(), plane.identity(), databases);
      }
      case DatabaseInspection.Outcome.Unseen<Plane>(Content content) -> {
        databases.add(facts(control, new Role.ControlPlane(), Registration.REGISTERED, content));
        there.forEach(
            (file, agent) ->
                databases.add(agent(inspection, root, file, agent, Registration.UNKNOWN)));
        yield new StoreFacts(
            engineVersion(),
            new StoreIdentity.Unknown("The control plane cannot be read: " + wordsOf(content)),
            databases);
      }
    };
  }

  private static Map<String, String> agentFiles(Path root) {
    try {
      return StoreFolder.agentFiles(root);
    } catch (StorageFailure closed) {
      // The registered ones are looked for one by one, and each is told to be closed to this user.
      return Map.of();
    }
  }

  private static String wordsOf(Content content) {
    return switch (content) {
      case Content.Missing() -> "it is missing.";
      case Content.Unreadable(var _, String message) -> message;
      case Content.Inspected _ -> "";
    };
  }

  /** Registered ones first by id, then the others; both by file. */
  private static List<DatabaseFacts> agents(
      DatabaseInspection inspection,
      Path root,
      Map<String, String> registered,
      Map<String, String> there) {
    Map<String, String> all = new TreeMap<>(there);
    all.putAll(registered);
    List<DatabaseFacts> facts = new ArrayList<>();
    all.forEach(
        (file, agent) ->
            facts.add(
                agent(
                    inspection,
                    root,
                    file,
                    agent,
                    registered.containsKey(file)
                        ? Registration.REGISTERED
                        : Registration.UNREGISTERED)));
    return facts;
  }

  private static DatabaseFacts agent(
      DatabaseInspection inspection,
      Path root,
      String relativePath,
      String agent,
      Registration registration) {
    DatabaseFile file = DatabaseFile.in(root, relativePath);
    Content content =
        switch (inspection.look(Schema.AGENT, file, (look, seen) -> true)) {
          case DatabaseInspection.Outcome.Seen<Boolean> seen -> seen.content();
          case DatabaseInspection.Outcome.Unseen<Boolean> unseen -> unseen.content();
        };
    return facts(file, new Role.Agent(agent), registration, content);
  }

  private static DatabaseFacts facts(
      DatabaseFile file, Role role, Registration registration, Content content) {
    return new DatabaseFacts(
        file.relativePath(),
        role,
        registration,
        file.bytesIfKnown(),
        file.logBytesIfKnown(),
        content);
  }

  private static Plane plane(DatabaseLook look, Content.Inspected content) {
    boolean current = content.schema().standing() == Standing.CURRENT;
    Map<String, String> agents =
        look.of("agents", SqliteStoreInspection::registered, new TreeMap<>());
    return new Plane(look.of("identity", open -> identity(open, current), UNREAD), agents);
  }

  private static Map<String, String> registered(Connection connection) throws SQLException {
    Map<String, String> agents = new TreeMap<>();
    PlainSql.rows(
        connection,
        // What damage made of a path that leaves the home is no place to look at.
        "SELECT database_path, agent_id FROM agents WHERE database_path <> ''"
            + " AND database_path NOT LIKE '/%' AND database_path NOT LIKE '%..%'",
        row -> agents.put(row.text(), row.text()) == null);
    return agents;
  }

  private static StoreIdentity identity(Connection connection, boolean current)
      throws SQLException {
    record Singleton(StoreId id, Instant createdAt) {}
    List<Singleton> rows =
        PlainSql.rows(
            connection,
            "SELECT store_id, created_at_micros FROM store_identity",
            row -> new Singleton(new StoreId(row.text()), row.instant()));
    if (rows.isEmpty()) {
      return new StoreIdentity.Unknown("The row with the identity is missing.");
    }
    return new StoreIdentity.Known(
        rows.getFirst().id(),
        rows.getFirst().createdAt(),
        current ? former(connection) : List.of(),
        current ? new StorePlaces(connection).all() : List.of());
  }

  private static List<StoreIdentity.Former> former(Connection connection) throws SQLException {
    return PlainSql.rows(
        connection,
        "SELECT store_id, given_up_at_micros FROM former_identities ORDER BY 2 DESC, 1",
        row -> new StoreIdentity.Former(new StoreId(row.text()), row.instant()));
  }

  private static String engineVersion() {
    return SQLiteJDBCLoader.getVersion();
  }
}
