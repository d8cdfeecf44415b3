package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Registration;
import dev.holdfast.ports.out.env.DatabaseFacts.Role;
import dev.holdfast.ports.out.env.DatabaseFacts.Standing;
import dev.holdfast.ports.out.env.DatabaseFacts.View;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreFacts;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StoreInspection;
import dev.holdfast.ports.out.env.StoreProgress;
import dev.holdfast.ports.out.read.ControlPlaneReads.AgentDatabase;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at the databases of a home, one after the other. */
final class SqliteStoreInspection implements StoreInspection {

  private static final StoreIdentity UNREAD =
      new StoreIdentity.Unknown("The row with the identity cannot be read.");

  @Inject
  SqliteStoreInspection() {}

  private static final Tokens UNREAD_TOKENS =
      new Tokens.Unknown("Not every row of the tokens can be read.");

  /** What the control plane tells of the whole store. */
  private record Plane(StoreIdentity identity, Agents agents) {}

  /** Which agents are registered. */
  private sealed interface Agents {

    /** Files, each with its agent. */
    record Known(Map<String, String> files) implements Agents {}

    /** The table, or a row of it, cannot be read. */
    record Unknown() implements Agents {}
  }

  @Override
  public StoreFacts inspect(String home, Depth depth, StoreProgress progress) {
    Path root = Path.of(home);
    DatabaseFile control = DatabaseFile.in(root, StoreOpening.CONTROL_PLANE);
    Map<String, String> there = agentFiles(root);
    if (!control.exists() && there.isEmpty()) {
      return new StoreFacts(Connections.engineVersion(), new StoreIdentity.NoStore(), List.of());
    }
    DatabaseInspection inspection = new DatabaseInspection(depth, progress);
    List<DatabaseFacts> databases = new ArrayList<>();
    return switch (inspection.look(Schema.CONTROL_PLANE, control, SqliteStoreInspection::plane)) {
      case DatabaseInspection.Outcome.Seen<Plane>(Content.Inspected content, Plane plane) -> {
        databases.add(facts(control, new Role.ControlPlane(), Registration.REGISTERED, content));
        databases.addAll(
            switch (plane.agents()) {
              case Agents.Known(var files) -> agents(inspection, root, files, there);
              case Agents.Unknown() -> unregistered(inspection, root, there);
            });
        yield new StoreFacts(Connections.engineVersion(), plane.identity(), databases);
      }
      case DatabaseInspection.Outcome.Unseen<Plane>(Content content) -> {
        databases.add(facts(control, new Role.ControlPlane(), Registration.REGISTERED, content));
        databases.addAll(unregistered(inspection, root, there));
        yield new StoreFacts(Connections.engineVersion(), unread(content), databases);
      }
    };
  }

  @Override
  public StoreIdentity identity(String home) {
    Path root = Path.of(home);
    DatabaseFile control = DatabaseFile.in(root, StoreOpening.CONTROL_PLANE);
    if (control.isAbsent()) {
      return agentFiles(root).isEmpty()
          ? new StoreIdentity.NoStore()
          : new StoreIdentity.Unknown(StoreOpening.CONTROL_PLANE_LOST);
    }
    DatabaseInspection inspection = new DatabaseInspection(Depth.QUICK, StoreProgress.NONE);
    return switch (inspection.look(Schema.CONTROL_PLANE, control, SqliteStoreInspection::plane)) {
      case DatabaseInspection.Outcome.Seen<Plane>(Content.Inspected content, Plane plane) ->
          switch (content.schema().standing()) {
            case CURRENT, FOREIGN -> plane.identity();
            case OLDER -> refused(Database.tooOld(Schema.CONTROL_PLANE, control));
            case NEWER -> refused(newer(control));
          };
      case DatabaseInspection.Outcome.Unseen<Plane>(Content content) -> unread(content);
    };
  }

  private static StorageFailure newer(DatabaseFile control) {
    return Failures.of(StorageFailure.Code.NEWER_SCHEMA, Map.of("file", control.path().toString()));
  }

  /** In the words in which opening it is refused. */
  private static StoreIdentity refused(StorageFailure failure) {
    return new StoreIdentity.Unknown(String.valueOf(failure.getMessage()));
  }

  private static StoreIdentity unread(Content content) {
    return new StoreIdentity.Unknown("The control plane cannot be read: " + wordsOf(content));
  }

  @Override
  public Tokens tokens(String home) {
    DatabaseFile control = DatabaseFile.in(Path.of(home), StoreOpening.CONTROL_PLANE);
    if (control.isAbsent()) {
      return new Tokens.Known(List.of());
    }
    DatabaseInspection inspection = new DatabaseInspection(Depth.QUICK, StoreProgress.NONE);
    return switch (inspection.look(Schema.CONTROL_PLANE, control, SqliteStoreInspection::tokens)) {
      case DatabaseInspection.Outcome.Seen<Tokens> seen -> seen.more();
      case DatabaseInspection.Outcome.Unseen<Tokens>(Content content) ->
          new Tokens.Unknown("The control plane cannot be read: " + wordsOf(content));
    };
  }

  private static Tokens tokens(DatabaseLook look, Content.Inspected content) {
    if (content.settings().view() == View.WITHOUT_LOG) {
      return new Tokens.Unknown(
          "What is in the write-ahead log cannot be read without making a file.");
    }
    return switch (content.schema().standing()) {
      case CURRENT, OLDER ->
          look.of(
              "tokens", open -> new Tokens.Known(new ControlPlane(open).tokens()), UNREAD_TOKENS);
      case NEWER -> new Tokens.Unknown("The control plane was written by a newer Holdfast.");
      case FOREIGN -> new Tokens.Unknown("The control plane is another kind of database.");
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

  private static List<DatabaseFacts> unregistered(
      DatabaseInspection inspection, Path root, Map<String, String> there) {
    List<DatabaseFacts> facts = new ArrayList<>();
    there.forEach(
        (file, agent) -> facts.add(agent(inspection, root, file, agent, Registration.UNKNOWN)));
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
    if (content.schema().standing() == Standing.FOREIGN) {
      return new Plane(
          new StoreIdentity.Unknown("The control plane is another kind of database."),
          new Agents.Unknown());
    }
    return new Plane(
        identity(look, content.schema().standing() == Standing.CURRENT),
        look.of("agents", SqliteStoreInspection::registered, new Agents.Unknown()));
  }

  private static Agents registered(Connection connection) throws SQLException {
    Map<String, String> agents = new TreeMap<>();
    for (AgentDatabase agent : new ControlPlane(connection).agents()) {
      if (!StoreFolder.isInside(agent.relativePath())) {
        // What damage made of a path that leaves the home is no place to look at.
        throw new UnreadableValue();
      }
      agents.put(agent.relativePath(), agent.agent().value());
    }
    return new Agents.Known(agents);
  }

  private static StoreIdentity identity(DatabaseLook look, boolean current) {
    record Singleton(StoreId id, Instant createdAt) {}
    return look.of(
        "identity",
        open -> {
          List<Singleton> rows =
              PlainSql.rows(
                  open,
                  "SELECT store_id, created_at_micros FROM store_identity",
                  row -> new Singleton(new StoreId(row.text()), row.instant()));
          return rows.isEmpty()
              ? new StoreIdentity.Unknown("The row with the identity is missing.")
              : new StoreIdentity.Known(
                  rows.getFirst().id(),
                  rows.getFirst().createdAt(),
                  current
                      ? look.of("former identities", SqliteStoreInspection::former, List.of())
                      : List.of(),
                  current
                      ? look.of("places", same -> new StorePlaces(same).all(), List.of())
                      : List.of());
        },
        UNREAD);
  }

  private static List<StoreIdentity.Former> former(Connection connection) throws SQLException {
    return PlainSql.rows(
        connection,
        "SELECT store_id, given_up_at_micros FROM former_identities ORDER BY 2 DESC, 1",
        row -> new StoreIdentity.Former(new StoreId(row.text()), row.instant()));
  }
}
