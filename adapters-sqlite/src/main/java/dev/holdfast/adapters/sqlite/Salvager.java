package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.Storage.Durability;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreMaintenance.KeptIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.LostIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.Salvage;
import dev.holdfast.ports.out.env.StoreMaintenance.TableSalvage;
import dev.holdfast.ports.out.env.StoreProgress;
import dev.holdfast.ports.out.env.StoreProgress.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a new database of what can be read of a damaged one, and then puts it in its place. Until
 * the new one is whole nothing of the damaged one is moved; from then on each step is a rename, and
 * whoever comes later goes on with the next.
 */
final class Salvager {

  private static final int MOST_DAMAGE = 5;
  private static final String AGENTS = "agents";

  private final Path home;
  private final DatabaseFile file;
  private final Schema schema;
  private final Instant now;
  private final StoreFolder.Room room;
  private final StoreProgress progress;

  Salvager(
      Path home,
      DatabaseFile file,
      Schema schema,
      Instant now,
      StoreFolder.Room room,
      StoreProgress progress) {
    this.home = home;
    this.file = file;
    this.schema = schema;
    this.now = now;
    this.room = room;
    this.progress = progress;
  }

  /** What became of it. */
  Salvage run(LostIdentity wish) {
    try {
      Optional<Quarantine> begun = Quarantine.begun(home, file);
      if (begun.isPresent()) {
        return begun.get().complete();
      }
      Quarantine.removeThoseNotBegun(home);
      if (!file.exists()) {
        return new Salvage.NoFile();
      }
      file.requirePlain();
      if (!Damage.isIn(file, schema, progress)) {
        return new Salvage.Sound();
      }
      requireRoom();
      return anew(wish);
    } catch (IOException e) {
      throw notPutAside(e);
    } catch (UncheckedIOException e) {
      throw notPutAside(Objects.requireNonNull(e.getCause()));
    } catch (SQLException e) {
      throw Failures.ofOpening(file, e);
    }
  }

  private StorageFailure notPutAside(IOException cause) {
    return new StorageFailure(
        StorageFailure.Code.CANNOT_OPEN,
        "The damaged database cannot be put aside. It is kept; run this again.",
        Map.of("file", file.toString(), "cause", Failures.reason(cause)),
        cause);
  }

  private Salvage anew(LostIdentity wish) throws IOException, SQLException {
    Quarantine quarantine = Quarantine.create(home, file, now);
    DatabaseFile making = file.beingMade();
    boolean whole = false;
    try {
      making.discard();
      making.create();
      Migration.make(schema, making);
      Optional<SalvageReport> report = fill(making, quarantine, wish);
      if (report.isEmpty()) {
        return new Salvage.IdentityLost();
      }
      making.requireNoLog();
      requireSound(making);
      quarantine.begin(report.get());
      whole = true;
      return quarantine.complete();
    } finally {
      if (!whole) {
        making.discard();
        quarantine.discard();
      }
    }
  }

  /** Empty if the identity of the store is lost and no new one is wished. */
  private Optional<SalvageReport> fill(
      DatabaseFile making, Quarantine quarantine, LostIdentity wish)
      throws IOException, SQLException {
    try (Connection connection = Connections.openWriter(making, Durability.FULL);
        DamagedPages pages = DamagedPages.open(file);
        SetAside aside = new SetAside(quarantine.openSetAside())) {
      Optional<SalvageReport> report =
          FreeHand.on(connection, () -> harvested(connection, pages, aside, wish));
      LogFile.writeBack(connection, making);
      return report;
    }
  }

  private Optional<SalvageReport> harvested(
      Connection connection, DamagedPages pages, SetAside aside, LostIdentity wish)
      throws SQLException {
    List<TableShape> shapes = TableShape.of(connection, schema.addedColumns());
    SalvageTarget target = new SalvageTarget(connection, aside);
    RowHarvest harvest =
        new RowHarvest(
            pages,
            shapes,
            target,
            read -> progress.at(file.relativePath(), Stage.SALVAGING, read, pages.count()));
    harvest.run();
    Mender mender = new Mender(connection, StoreFolder.agentOf(file.relativePath()), aside::add);
    SalvagedNumbers numbers = SalvagedNumbers.of(connection, harvest, target, shapes);
    List<String> registered =
        agentsMayBeLost(harvest, target, numbers)
            ? mender.register(StoreFolder.agentFiles(home), now)
            : List.of();
    Optional<KeptIdentity> identity = agree(connection, mender, wish);
    numbers.keepCounting(mender);
    return identity.map(
        kept ->
            new SalvageReport(
                file.relativePath(),
                tables(shapes, target, mender, numbers),
                unreadable(harvest, pages),
                !aside.isEmpty(),
                registered,
                kept));
  }

  /** A database that nobody registered is not taken into service, unless its row may be lost. */
  private boolean agentsMayBeLost(
      RowHarvest harvest, SalvageTarget target, SalvagedNumbers numbers) {
    return schema.equals(Schema.CONTROL_PLANE)
        && (!harvest.isWhole(AGENTS) || numbers.known(AGENTS) > target.read(AGENTS));
  }

  private Optional<KeptIdentity> agree(Connection connection, Mender mender, LostIdentity wish)
      throws SQLException {
    if (schema.equals(Schema.AGENT)) {
      mender.run(AgentMending.STEPS_OF_A_SALVAGE);
      return Optional.of(new KeptIdentity.None());
    }
    List<StoreId> identity =
        PlainSql.rows(
            connection, "SELECT store_id FROM store_identity", row -> new StoreId(row.text()));
    if (!identity.isEmpty()) {
      return Optional.of(new KeptIdentity.Same(identity.getFirst()));
    }
    return switch (wish) {
      case REFUSED -> Optional.empty();
      case REPLACED -> {
        StoreId id = new StoreId(UUID.randomUUID().toString());
        PlainSql.update(
            connection,
            "INSERT INTO store_identity VALUES (1, ?, ?, ?)",
            id.value(),
            Micros.of(now),
            Micros.of(now));
        yield Optional.of(new KeptIdentity.Replaced(id));
      }
    };
  }

  private static List<TableSalvage> tables(
      List<TableShape> shapes, SalvageTarget target, Mender mender, SalvagedNumbers numbers) {
    return shapes.stream()
        .filter(TableShape::isTable)
        .map(shape -> target.report(shape.name(), mender, numbers))
        .toList();
  }

  private static List<String> unreadable(RowHarvest harvest, DamagedPages pages) {
    List<String> ranges = new ArrayList<>();
    BitSet damaged = harvest.damaged();
    for (int from = damaged.nextSetBit(0); from >= 0; ) {
      int to = damaged.nextClearBit(from) - 1;
      ranges.add(range(from, to));
      from = damaged.nextSetBit(to + 1);
    }
    if (pages.countBefore() > pages.count()) {
      ranges.add(range(pages.count() + 1, pages.countBefore()));
    }
    if (pages.unbelievedFrames() > 0) {
      ranges.add("the last " + pages.unbelievedFrames() + " of the log");
    }
    return ranges;
  }

  private static String range(int from, int to) {
    return from == to ? Integer.toString(from) : from + "-" + to;
  }

  private void requireRoom() throws IOException {
    // The new database, and its log, which is written back at the end.
    long needed = 2 * (file.stamp().bytes() + file.logBytes()) + VerifiedCopies.FLOOR_BYTES;
    long free = room.usableBytes(home);
    if (free < needed) {
      throw new StorageFailure(
          StorageFailure.Code.FULL,
          "There is no room for a new database beside the damaged one. Nothing was changed.",
          Map.of(
              "file", file.toString(),
              "needed", Long.toString(needed),
              "free", Long.toString(free)));
    }
  }

  private void requireSound(DatabaseFile making) throws SQLException {
    progress.at(file.relativePath(), Stage.VERIFYING, 0, 0);
    try (Connection connection = Connections.openUnused(making)) {
      List<String> damage = DatabaseReading.damage(connection, MOST_DAMAGE);
      long dangling = DatabaseReading.of(connection).dangling();
      if (!damage.isEmpty() || dangling > 0) {
        throw new StorageFailure(
            StorageFailure.Code.CANNOT_OPEN,
            "What could be read of the damaged database does not agree. The damaged one is kept"
                + " where it is.",
            Map.of(
                "file", file.toString(),
                "damage", String.join("; ", damage),
                "references", Long.toString(dangling)));
      }
    }
  }
}
