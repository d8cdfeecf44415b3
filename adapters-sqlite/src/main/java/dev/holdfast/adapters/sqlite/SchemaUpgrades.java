package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StorageReport;
import dev.holdfast.ports.out.env.StoreMaintenance.VerifiedCopy;
import dev.holdfast.ports.out.env.StoreProgress;
import dev.holdfast.ports.out.env.StoreProgress.Stage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings older databases of a home forward, each after a verified copy. The caller holds the home's
 * lock, and nobody has the databases open.
 */
final class SchemaUpgrades {

  private final VerifiedCopies copies;
  private final StoreProgress progress;
  private final List<StorageReport.Upgrade> done = new ArrayList<>();

  SchemaUpgrades(Path home, Instant now, StoreFolder.Room room, StoreProgress progress) {
    this.copies = new VerifiedCopies(home, StoreFolder.BEFORE_UPGRADE, now, room, progress);
    this.progress = progress;
  }

  /** What was brought forward, in order. */
  List<StorageReport.Upgrade> done() {
    return List.copyOf(done);
  }

  /** Brings a database that is older than the program forward. */
  void bringForward(Schema schema, DatabaseFile file) {
    // What a killed process left in the log would tell nothing by the file's time.
    LogFile.empty(file);
    VerifiedCopy copy = copies.makeOrTake(file);
    progress.at(file.relativePath(), Stage.MIGRATING, 0, 1);
    Migration.run(schema, file);
    progress.at(file.relativePath(), Stage.MIGRATING, 1, 1);
    done.add(
        new StorageReport.Upgrade(
            file.toString(), copy.schemaVersion(), schema.newestVersion(), copy.copy()));
  }
}
