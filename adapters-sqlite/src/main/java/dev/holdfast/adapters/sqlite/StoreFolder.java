package dev.holdfast.adapters.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.holdfast.ports.out.env.FirstToken;
import dev.holdfast.ports.out.env.StorageFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the store opens beside its databases: folders, to make names durable, and the lock file of
 * migrations. It never opens a database.
 */
final class StoreFolder {

  private static final String STATE = "state";
  private static final String MIGRATION_LOCK = "state/migration.lock";

  private static final String BACKUPS = "backups";

  /** Folders between {@code backups} and a copy: occasion, agents, the agent, its own, the file. */
  private static final int BACKUP_DEPTH = 5;

  /** Begins the names of folders with copies that were made before an upgrade. */
  static final String BEFORE_UPGRADE = "before-upgrade-";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private StoreFolder() {}

  /** How much may be written. */
  interface Room {

    /** Bytes this process may still write to a folder's file system. */
    long usableBytes(Path folder) throws IOException;
  }

  /** The right to migrate databases of a home, until it is closed. */
  record MigrationLock(FileChannel channel, FileLock lock) implements AutoCloseable {

    /** Gives the right back; closing the channel does. */
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Where an agent's database is made, below the home. */
  static String agentFile(String agent) {
    return "agents/" + agent + "/agent/holdfast-agent.sqlite";
  }

  /** The agent that a database at a place below the home is for; empty if it is no agent's. */
  static String agentOf(String relativePath) {
    String[] names = relativePath.split("/", -1);
    return names.length > 1 && names[0].equals("agents") ? names[1] : "";
  }

  /** Whether what stands in a row is a place below the home. */
  static boolean isInside(String relativePath) {
    try {
      Path path = Path.of(relativePath).normalize();
      return !path.isAbsolute() && !path.toString().isEmpty() && !path.startsWith("..");
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  /** Whether some agent of a home has a database. */
  static boolean holdsAgentDatabases(Path home) {
    return !agentFiles(home).isEmpty();
  }

  /** The agent databases that are there, each with its agent by the folder's name. */
  static Map<String, String> agentFiles(Path home) {
    Map<String, String> files = new TreeMap<>();
    for (Path folder : foldersIn(home.resolve("agents"))) {
      String agent = folder.getFileName().toString();
      if (Files.exists(home.resolve(agentFile(agent)), NOFOLLOW_LINKS)) {
        files.put(agentFile(agent), agent);
      }
    }
    return files;
  }

  /** Where a home lies once every link on the way is followed. */
  static String realPath(Path home) {
    try {
      return home.toRealPath().toString();
    } catch (IOException e) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "The real path of the home cannot be read.",
          Map.of("home", home.toString()),
          e);
    }
  }

  /** The room that there is. */
  static long usableBytes(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** A moment as it stands in names. */
  static String nameOf(Instant moment) {
    return TIME.format(moment);
  }

  /** A name for a folder of backups that nothing has yet; nothing is made. */
  static Path newBackupFolder(Path home, String occasion, Instant now) {
    return unused(home.resolve(BACKUPS), occasion + nameOf(now));
  }

  /** The name, or the same with the first number that makes it a new one. */
  static Path unused(Path folder, String name) {
    Path path = folder.resolve(name);
    for (int number = 2; Files.exists(path, NOFOLLOW_LINKS); number++) {
      path = folder.resolve(name + '-' + number);
    }
    return path;
  }

  /** The folders of backups of an occasion, the newest first. */
  static List<Path> backups(Path home, String occasion) {
    return foldersIn(home.resolve(BACKUPS)).stream()
        .filter(folder -> folder.getFileName().toString().startsWith(occasion))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** The folders in a folder, by name; none if it is not there. */
  static List<Path> foldersIn(Path folder) {
    if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> Files.isDirectory(entry, NOFOLLOW_LINKS)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "A folder of the store cannot be read.",
          Map.of("folder", folder.toString()),
          e);
    }
  }

  /** Makes a folder and what is missing on the way, for the owner alone. */
  static void createPrivately(Path folder) throws IOException {
    Files.createDirectories(folder, PRIVATE);
  }

  /** Removes copies that never became whole, and folders that hold nothing. */
  static void removeHalfMadeBackups(Path home) throws IOException {
    Path backups = home.resolve(BACKUPS);
    if (!Files.isDirectory(backups, NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(backups, BACKUP_DEPTH)) {
      deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      if (Files.isDirectory(path, NOFOLLOW_LINKS)) {
        removeIfEmpty(path);
      } else if (isHalfMade(path)) {
        Files.delete(path);
      }
    }
  }

  private static boolean isHalfMade(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(DatabaseFile.NEW_SUFFIX)
        || name.endsWith(DatabaseFile.NEW_SUFFIX + "-journal");
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    boolean empty;
    try (Stream<Path> entries = Files.list(folder)) {
      empty = entries.findAny().isEmpty();
    }
    if (empty) {
      Files.delete(folder);
    }
  }

  /** Makes a file for the owner alone; nothing may have the name. */
  static OutputStream newPrivateFile(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE));
  }

  /** Writes a small file that is there whole or not at all, also after a loss of power. */
  static void writeDurably(Path file, List<String> lines) throws IOException {
    Path making = file.resolveSibling(file.getFileName() + DatabaseFile.NEW_SUFFIX);
    Files.deleteIfExists(making);
    try (OutputStream out = newPrivateFile(making)) {
      out.write((String.join("\n", lines) + '\n').getBytes(UTF_8));
    }
    force(making);
    rename(making, file);
  }

  /** Makes what was written to a small file survive a loss of power. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** The lines of a small file. */
  static List<String> linesOf(Path file) throws IOException {
    return Files.readAllLines(file, UTF_8);
  }

  /** Gives a file another name in its folder, durably. */
  static void rename(Path file, Path name) throws IOException {
    Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
    Path folder = name.getParent();
    if (folder != null) {
      makeDurable(folder);
    }
  }

  /**
   * Takes the file with a home's own token, or what has its name, to a folder; there may be none.
   */
  static void moveToken(Path home, Path folder) throws IOException {
    Path token = home.resolve(FirstToken.FILE);
    if (Files.exists(token, NOFOLLOW_LINKS)) {
      Files.move(token, folder.resolve(FirstToken.FILE), StandardCopyOption.ATOMIC_MOVE);
      makeDurable(folder);
      makeDurable(home);
    }
  }

  /** Where a folder holds a home's own token; empty if it does not. */
  static String tokenIn(Path folder) {
    Path token = folder.resolve(FirstToken.FILE);
    return Files.exists(token, NOFOLLOW_LINKS) ? token.toString() : "";
  }

  /** Removes a folder with these files and no others; leaves it if there are others. */
  static void removeWithFiles(Path folder, List<String> names) throws IOException {
    for (String name : names) {
      Files.deleteIfExists(folder.resolve(name));
    }
    removeIfEmpty(folder);
  }

  /** Opens a damaged database or its log for reading, which SQLite has not open. */
  static FileChannel openDamaged(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  /** Makes the names in a folder survive a loss of power. */
  static void makeDurable(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Makes the names from a file up to the home survive a loss of power. */
  static void makeDurableUpTo(Path home, Path file) throws IOException {
    for (Path folder = file.getParent();
        folder != null && folder.startsWith(home);
        folder = folder.getParent()) {
      makeDurable(folder);
    }
  }

  /** Waits until nobody else migrates databases of this home. */
  static MigrationLock lockForMigration(Path home) throws IOException {
    createPrivately(home.resolve(STATE));
    FileChannel channel =
        FileChannel.open(
            home.resolve(MIGRATION_LOCK),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new MigrationLock(channel, channel.lock());
  }
}
