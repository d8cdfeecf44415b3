package dev.holdfast.app.wiring;

import com.google.inject.Injector;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.doctor.DoctorService;
import dev.holdfast.app.doctor.Patient;
import dev.holdfast.app.files.GatewayRecord;
import dev.holdfast.app.files.LockMark;
import dev.holdfast.app.files.ProcessMark;
import dev.holdfast.app.files.UserId;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.write.WriteTransaction;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A home with a real store and conversations, in which a test plants defects. */
final class SickHome {

  static final String CONTROL_PLANE = "state/holdfast.sqlite";
  static final String AGENT = "agents/main/agent/holdfast-agent.sqlite";
  static final String SHADOW = "agents/main/agent/codex-home/home/.holdfast";

  /** Enough that a table has pages of its own. */
  private static final int SESSIONS = 8;

  private static final int EVENTS = 12;
  private static final Clock CLOCK = Clock.systemUTC();

  final Path home;
  private final Surroundings surroundings;

  private SickHome(Path folder, Path home) {
    this.home = home;
    this.surroundings =
        Surroundings.of(
            Map.of("HOME", folder.toString(), "XDG_RUNTIME_DIR", folder + "/runtime"),
            UserId.ofThisProcess(),
            folder.resolve("users"));
  }

  /**
   * A healthy one.
   *
   * @param folder an existing folder, which is the home of the user
   */
  static SickHome make(Path folder) {
    SickHome made = at(folder);
    privateFolder(made.home);
    privateFolder(made.home.resolveSibling("runtime"));
    made.fill(made.home);
    return made;
  }

  /** One that was made before. */
  static SickHome at(Path folder) {
    try {
      Path real = folder.toRealPath();
      return new SickHome(real, real.resolve(".holdfast"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What a doctor needs here. */
  Patient patient() {
    LocalServices services = services();
    return new DoctorParts(surroundings, CLOCK)
        .patient(
            surroundings.locateForCommand(new Whereabouts(home.toString(), "")),
            new DoctorParts.Told(services::state, services.configuration()));
  }

  /** What a command line gets for this home. */
  LocalServices services() {
    return new LocalServices(surroundings, new Whereabouts(home.toString(), ""), CLOCK);
  }

  DoctorService doctor() {
    return new DoctorService(patient());
  }

  /** Opens a file to everybody. */
  void open(String name) {
    try {
      Files.setPosixFilePermissions(
          home.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A second store where an agent's variables lead. */
  Path shadow() {
    Path shadow = home.resolve(SHADOW);
    privateFolder(shadow);
    fill(shadow);
    return shadow;
  }

  /** The record of a gateway that was killed. */
  void leaveRecord() {
    surroundings
        .records()
        .publish(
            new GatewayRecord(
                "http://127.0.0.1:1",
                home,
                new StoreId("0b2c1f5e-1111-4222-8333-444455556666"),
                home.resolve("token"),
                new ProcessMark(4_000_000, "", "", 0, Instant.EPOCH),
                LockMark.UNTOLD));
  }

  /** Artifacts that no event refers to. */
  void leaveArtifacts(int count) throws SQLException {
    try (Connection agent = agent();
        Statement statement = agent.createStatement()) {
      for (int i = 0; i < count; i++) {
        statement.executeUpdate(
            "INSERT INTO artifacts VALUES (printf('%%064x', %d), 'left', 0)".formatted(i));
      }
    }
  }

  /** A turn of a session that a process left behind when it ended. */
  void leaveTurn() {
    Injector injector = Injectors.reading(home, Configuration.defaults(), CLOCK);
    try (Storage storage = injector.getInstance(Storage.class)) {
      storage.open(LocalDirectHome.opening(injector, Configuration.defaults()));
      injector
          .getInstance(WriteTransactions.class)
          .inAgent(
              AgentId.MAIN,
              work ->
                  work.turns()
                      .start(
                          Samples.started(
                              "left", Samples.key("n1"), Samples.session("n1"), Samples.OWNER),
                          Samples.ALONE));
    }
  }

  /** The lease of a session, for a turn of it that has ended. */
  void leaveLease() throws SQLException {
    write(
        AGENT,
        "UPDATE leases SET (owner, turn_id, granted_at_micros, deadline_at_micros) ="
            + " (SELECT 'gone', turn_id, 1, 2 FROM turns WHERE session_key = leases.session_key"
            + " AND ended_at_micros IS NOT NULL LIMIT 1)"
            + " WHERE session_key = (SELECT min(session_key) FROM leases)");
  }

  /** A transcript that refers to a session before it which is not there. */
  void leaveReference() throws SQLException {
    write(
        AGENT,
        "UPDATE transcripts SET previous_session_id = 'gone', rotation_reason = 'reset'"
            + " WHERE session_id = (SELECT min(session_id) FROM transcripts)");
  }

  /** Makes the control plane what it was before its second migration. */
  void makeOlder() throws SQLException {
    write(
        CONTROL_PLANE,
        "DROP TRIGGER store_identity_changes_to_one_it_never_had",
        "DROP TABLE former_identities",
        "DROP TABLE store_places",
        "CREATE TRIGGER store_identity_never_changes BEFORE UPDATE ON store_identity"
            + " BEGIN SELECT RAISE(ABORT, 'it never changes'); END",
        "DELETE FROM flyway_schema_history WHERE version = '2'");
  }

  /** Makes the agent's database one that a newer program migrated. */
  void makeNewer() throws SQLException {
    write(
        AGENT,
        "INSERT INTO flyway_schema_history SELECT installed_rank + 8, '9', description, type,"
            + " 'V9__later.sql', checksum, installed_by, installed_on, execution_time, success"
            + " FROM flyway_schema_history WHERE version = '1'",
        "CREATE TABLE later (words TEXT) STRICT");
  }

  private void write(String file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve(file));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  /** Overwrites the page of the agent's database that leads to the turns. */
  void damage() throws SQLException, IOException {
    long page;
    long size;
    try (Connection agent = agent()) {
      size = number(agent, "PRAGMA page_size");
      page = number(agent, "SELECT rootpage FROM sqlite_schema WHERE name = 'turns'");
    }
    try (FileChannel file = FileChannel.open(home.resolve(AGENT), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate((int) size), (page - 1) * size);
    }
  }

  /**
   * A log beside a database without the index of it, as in a home that was copied or restored.
   *
   * @param bytes of the log at least; what follows its frames is nothing
   */
  void leaveLog(String file, long bytes) throws SQLException, IOException {
    Path database = home.resolve(file);
    Path log = home.resolve(file + "-wal");
    Path kept = home.resolve(file + "-wal-kept");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE passing (number INTEGER) STRICT");
      statement.executeUpdate("DROP TABLE passing");
      Files.copy(log, kept, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.move(kept, log);
    try (RandomAccessFile longer = new RandomAccessFile(log.toFile(), "rw")) {
      longer.setLength(Math.max(bytes, longer.length()));
    }
  }

  /** A token that the store does not know. */
  void leaveToken() throws IOException {
    Path token = home.resolve("token");
    Files.writeString(token, "hf_0123456789abcdef0123456789abcdef0123456789ab\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
  }

  /** The number of rows of a table of the agent. */
  long rows(String table) throws SQLException {
    try (Connection agent = agent()) {
      return number(agent, "SELECT count(*) FROM " + table);
    }
  }

  private Connection agent() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + home.resolve(AGENT));
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  private void fill(Path place) {
    Injector injector = Injectors.reading(place, Configuration.defaults(), CLOCK);
    try (Storage storage = injector.getInstance(Storage.class)) {
      storage.open(
          new Storage.StorageRequest(
              List.of(AgentId.MAIN),
              Storage.Creation.IF_ABSENT,
              Storage.Durability.FULL,
              Set.of(),
              Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP));
      WriteTransactions writes = injector.getInstance(WriteTransactions.class);
      for (int i = 1; i <= SESSIONS; i++) {
        String name = "n" + i;
        writes.inAgent(AgentId.MAIN, work -> talk(work, name));
      }
    }
  }

  private static boolean talk(WriteTransaction work, String name) {
    SessionKey key = Samples.key(name);
    SessionId id = Samples.session(name);
    work.sessions().apply(new SessionChange.Reserve(key, id, Samples.at(1)));
    List<NewEvent> said = new ArrayList<>();
    for (int i = 1; i <= EVENTS; i++) {
      String turn = name + "-turn-" + i;
      work.turns().start(Samples.started(turn, key, id, Samples.OWNER), Samples.ALONE);
      NewEvent event =
          Samples.inTurn(
              turn,
              Samples.event(
                  name + "-event-" + i,
                  said.isEmpty() ? EventParent.root() : EventParent.after(said.getLast().id()),
                  Item.message(Role.USER, "words of " + name)));
      said.add(event);
      work.transcripts().append(id, List.of(event));
      work.sessions()
          .apply(
              new SessionChange.MoveHead(
                  key, id, EventParent.after(event.id()), Samples.at(i + 1)));
      work.turns().end(Samples.completed(turn, i));
    }
    return true;
  }

  private static void privateFolder(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
