package dev.holdfast.adapters.sqlite;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import dev.holdfast.ports.out.env.StorageFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A database file and what lies beside it, seen from outside: names, links, modes, times.
 *
 * <p>Only SQLite opens a database file, its {@code -wal} or its {@code -shm}: a process that closes
 * any other descriptor on one of them loses the locks SQLite holds there, and with them commits.
 * This class is the only one that touches those files by name. It opens none of them but a new,
 * empty one, before SQLite knows of it.
 *
 * <p>Source: sqlite.org/howtocorrupt.html, section 2.2.
 */
final class DatabaseFile {

  private static final Set<PosixFilePermission> FILE_MODE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER_MODE =
      PosixFilePermissions.fromString("rwx------");
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

  /** Ends the name of a database that is not whole yet. */
  static final String NEW_SUFFIX = ".new";

  private final Path home;
  private final Path path;

  private DatabaseFile(Path home, Path path) {
    this.home = home;
    this.path = path;
  }

  /** The file at a place below the home, written with slashes. */
  static DatabaseFile in(Path home, String relativePath) {
    Path root = home.toAbsolutePath().normalize();
    Path path = root.resolve(relativePath).normalize();
    if (!path.startsWith(root) || path.equals(root)) {
      throw refusal("A database must lie inside the home.", path);
    }
    return new DatabaseFile(root, path);
  }

  /** The home it belongs to. */
  Path home() {
    return home;
  }

  /** Its place below the home, with slashes. */
  String relativePath() {
    return home.relativize(path).toString().replace(File.separatorChar, '/');
  }

  /** Its absolute name. */
  Path path() {
    return path;
  }

  /** The name to make a new database under, until it is whole. */
  DatabaseFile beingMade() {
    return new DatabaseFile(home, path.resolveSibling(path.getFileName() + NEW_SUFFIX));
  }

  /** Whether anything has this name, even a broken link. */
  boolean exists() {
    return Files.exists(path, NOFOLLOW_LINKS);
  }

  /** Whether it is certain that nothing has this name: a folder may be closed to this user. */
  boolean isAbsent() {
    return Files.notExists(path, NOFOLLOW_LINKS);
  }

  /** Size of the file in bytes; 0 if it is absent or closed to this user. */
  long bytesIfKnown() {
    return exists() ? stamp().bytes() : 0;
  }

  /** Size of the write-ahead log in bytes; 0 if it is absent or closed to this user. */
  long logBytesIfKnown() {
    return hasLog() ? logBytes() : 0;
  }

  /** Whether there is a write-ahead log: a process has the database open, or one crashed. */
  boolean hasLog() {
    return Files.exists(companion("-wal"), NOFOLLOW_LINKS);
  }

  /** Whether something lies beside its place that SQLite would take for a part of it. */
  boolean hasCompanions() {
    return COMPANIONS.stream().anyMatch(suffix -> Files.exists(companion(suffix), NOFOLLOW_LINKS));
  }

  /** The absolute name of the write-ahead log. */
  Path logPath() {
    return companion("-wal");
  }

  /** Whether there is an index of the log, which readers share and which none makes. */
  boolean hasLogIndex() {
    return Files.exists(companion("-shm"), NOFOLLOW_LINKS);
  }

  /** Size of the write-ahead log in bytes, 0 without one. */
  long logBytes() {
    try {
      return Files.size(companion("-wal"));
    } catch (NoSuchFileException absent) {
      return 0;
    } catch (IOException e) {
      throw refusal("The size of the write-ahead log cannot be read.", path, e);
    }
  }

  /** What changes whenever the file is written without a log beside it. */
  Stamp stamp() {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
      return new Stamp(attributes.size(), attributes.lastModifiedTime());
    } catch (IOException e) {
      throw refusal("The database file cannot be looked at.", path, e);
    }
  }

  /** Size and time of the file. */
  record Stamp(long bytes, FileTime modified) {}

  /**
   * Checks that SQLite would open this file itself and no other: a plain file with one name, and no
   * link on the way from the home.
   */
  void requirePlain() {
    for (Path folder = path.getParent();
        folder != null && !folder.equals(home);
        folder = folder.getParent()) {
      if (Files.isSymbolicLink(folder)) {
        throw refusal("A folder of the store is a symbolic link; links are refused.", folder);
      }
    }
    requirePlainFile(path);
    for (String suffix : COMPANIONS) {
      Path companion = companion(suffix);
      if (Files.exists(companion, NOFOLLOW_LINKS)) {
        requirePlainFile(companion);
      }
    }
  }

  /** Makes the folders on the way and the file, empty and private; it must not exist. */
  void create() {
    try {
      createFolders(folder());
      Files.createFile(path, PosixFilePermissions.asFileAttribute(FILE_MODE));
    } catch (IOException e) {
      throw Failures.ofFile(this, "The database file cannot be made.", e);
    }
  }

  /** Takes every right from everybody but the owner. */
  void makePrivate() {
    try {
      setMode(path, FILE_MODE);
      for (String suffix : COMPANIONS) {
        Path companion = companion(suffix);
        if (Files.exists(companion, NOFOLLOW_LINKS)) {
          setMode(companion, FILE_MODE);
        }
      }
      for (Path folder = path.getParent();
          folder != null && !folder.equals(home);
          folder = folder.getParent()) {
        setMode(folder, FOLDER_MODE);
      }
    } catch (IOException e) {
      throw refusal("The mode of the store's files cannot be set.", path, e);
    }
  }

  /** Gives a closed copy the time of what it is a copy of. */
  void takeTimeOf(DatabaseFile original) {
    try {
      Files.setLastModifiedTime(path, original.stamp().modified());
    } catch (IOException e) {
      throw refusal("The time of the copy cannot be set.", path, e);
    }
  }

  /**
   * Gives a whole, closed database its lasting name.
   *
   * @throws StorageFailure if a part of it is in a log beside it, which would stay behind
   */
  void publishAs(DatabaseFile target) {
    requireNoLog();
    try {
      Files.move(path, target.path, StandardCopyOption.ATOMIC_MOVE);
      StoreFolder.makeDurable(target.folder());
    } catch (IOException e) {
      throw refusal("The new database cannot be given its name.", target.path, e);
    }
  }

  /**
   * Makes sure that the file is the whole database.
   *
   * @throws StorageFailure if its log was not written back
   */
  void requireNoLog() {
    if (logBytes() > 0) {
      throw refusal(
          "What was written to the new database is still in its log. Nothing was put in its place.",
          path);
    }
  }

  /** Takes a closed database out of its place, without what lies beside it. */
  void moveTo(Path other) throws IOException {
    Files.move(path, other.resolve(path.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    StoreFolder.makeDurable(other);
    StoreFolder.makeDurable(folder());
  }

  /** Takes away what lies beside the place of a database that was taken out of it. */
  void moveCompanionsTo(Path other) throws IOException {
    for (String suffix : COMPANIONS) {
      Path companion = companion(suffix);
      if (Files.exists(companion, NOFOLLOW_LINKS)) {
        Files.move(
            companion, other.resolve(companion.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    StoreFolder.makeDurable(other);
    StoreFolder.makeDurable(folder());
  }

  /** Removes what a creation that was cut short left behind. */
  void discard() {
    try {
      Files.deleteIfExists(path);
      for (String suffix : COMPANIONS) {
        Files.deleteIfExists(companion(suffix));
      }
    } catch (IOException e) {
      throw refusal("What an earlier start left behind cannot be removed.", path, e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private Path folder() {
    return requireNonNull(path.getParent(), "a file below the home has a folder");
  }

  private Path companion(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private void createFolders(Path folder) throws IOException {
    if (folder.equals(home) || Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      createFolders(parent);
    }
    Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER_MODE));
  }

  private static void requirePlainFile(Path file) {
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      throw refusal("A database must be a plain file; links are refused.", file);
    }
    try {
      if (((Number) Files.getAttribute(file, "unix:nlink", NOFOLLOW_LINKS)).intValue() != 1) {
        throw refusal("A database file must have one name; hard links are refused.", file);
      }
    } catch (IOException e) {
      throw refusal("The database file cannot be looked at.", file, e);
    }
  }

  private static void setMode(Path file, Set<PosixFilePermission> mode) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    if (!view.readAttributes().permissions().equals(mode)) {
      Files.setPosixFilePermissions(file, mode);
    }
  }

  private static StorageFailure refusal(String message, Path file) {
    return new StorageFailure(
        StorageFailure.Code.CANNOT_OPEN, message, Map.of("file", file.toString()));
  }

  private static StorageFailure refusal(String message, Path file, IOException cause) {
    return new StorageFailure(
        StorageFailure.Code.CANNOT_OPEN,
        message,
        Map.of("file", file.toString(), "cause", Failures.reason(cause)),
        cause);
  }
}
