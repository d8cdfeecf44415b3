package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StorageFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * What the store opens beside its databases: folders, to make names durable, and the lock file of
 * migrations. It never opens a database.
 */
final class StoreFolder {

  private static final String MIGRATION_LOCK = "state/migration.lock";

  private StoreFolder() {}

  /** The right to migrate databases of a home, until it is closed. */
  record MigrationLock(FileChannel channel, FileLock lock) implements AutoCloseable {

    /** Gives the right back; closing the channel does. */
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Whether some agent of a home has a database. */
  static boolean holdsAgentDatabases(Path home) {
    Path agents = home.resolve("agents");
    if (!Files.isDirectory(agents)) {
      return false;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(agents)) {
      for (Path folder : folders) {
        if (Files.exists(folder.resolve("agent/holdfast-agent.sqlite"))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "The folder of the agents cannot be read.",
          Map.of("folder", agents.toString()),
          e);
    }
  }

  /** Makes the names in a folder survive a loss of power. */
  static void makeDurable(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Waits until nobody else migrates databases of this home. */
  static MigrationLock lockForMigration(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(
            home.resolve(MIGRATION_LOCK),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new MigrationLock(channel, channel.lock());
  }
}
