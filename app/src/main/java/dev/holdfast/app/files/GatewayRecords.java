package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Publishes the record of a gateway, and finds the gateways of a user.
 *
 * <p>The record stands in the home, where whoever may read the home finds it, and again in a
 * private folder of the user, where commands find it that know no home. It is believed only while
 * the lock of its home is held, and only if nothing speaks against its process holding it: {@link
 * HolderEvidence}. Reading creates nothing.
 */
public final class GatewayRecords {

  /** Where the system keeps one private folder for each user who is logged in. */
  public static final Path USERS_ROOT = Path.of("/run/user");

  /** The name of the record in a home. */
  public static final String FILE_NAME = RecordFiles.IN_HOME;

  private final RuntimeFolders folders;
  private final RecordFiles files;
  private final HomeLocks locks;
  private final HolderEvidence evidence = new HolderEvidence();

  /** The records of a user, in the folders that the variables and the system give it. */
  public GatewayRecords(Map<String, String> environment, UserId user, HomeLocks locks) {
    this(environment, user, USERS_ROOT, locks);
  }

  /**
   * The same where the system keeps its private folders elsewhere.
   *
   * @param usersRoot the folder that has one for each user who is logged in
   */
  public GatewayRecords(
      Map<String, String> environment, UserId user, Path usersRoot, HomeLocks locks) {
    this(RuntimeFolders.of(environment, user, usersRoot), user, locks);
  }

  GatewayRecords(RuntimeFolders folders, UserId user, HomeLocks locks) {
    this.folders = folders;
    this.files = new RecordFiles(folders::forReading, user);
    this.locks = locks;
  }

  /** Publishes a record; the caller holds the lock of its home. Replaces a stale one. */
  public Publication publish(GatewayRecord record) {
    List<Path> written = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    Path inHome = record.home().resolve(FILE_NAME);
    write(record, inHome, written)
        .map(reason -> notInHome(inHome, reason))
        .ifPresent(findings::add);
    folders
        .forWriting()
        .map(folder -> folder.resolve(RecordFiles.nameOfCopy(record.home())))
        .map(file -> write(record, file, written))
        .orElseGet(() -> Optional.of("no private runtime folder can be had"))
        .map(reason -> notListed(record.home(), reason))
        .ifPresent(findings::add);
    return written.isEmpty()
        ? new Publication.NotPublished(notPublished(record.home()))
        : new Publication.Published(new PublishedRecord(written), findings);
  }

  /** Whether a gateway runs on a home; one that does not exist is held by nobody. */
  public GatewayPresence presence(Path home) {
    if (Files.notExists(home)) {
      return new GatewayPresence.NotRunning();
    }
    try {
      Path real = home.toRealPath();
      return presenceAtRealPath(real);
    } catch (IOException failure) {
      return new GatewayPresence.HeldUnknown(
          "the home cannot be looked at: " + FileReason.of(failure));
    }
  }

  /** The files in which a gateway of a home may have left its record, there or not. */
  List<Path> filesOf(Path home) {
    return files.placesOf(home);
  }

  /**
   * Takes away the records of a process that was ended and could not do so itself. The caller holds
   * the lock of the home, so that no gateway that came since loses its own.
   */
  public void forget(Path home, long pid) {
    files.leftBy(home, pid).forEach(GatewayRecords::removed);
  }

  /** Whether it is; one that stays is believed by nobody, and the doctor tells of it. */
  private static boolean removed(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException denied) {
      return false;
    }
  }

  /** Every gateway of this user that runs and has published itself, in the order of their homes. */
  public List<GatewayRecord> running() {
    return files
        .inFolders()
        .map(GatewayRecord::home)
        .distinct()
        .sorted()
        .map(this::presence)
        .flatMap(GatewayRecords::record)
        .toList();
  }

  private GatewayPresence presenceAtRealPath(Path home) {
    return switch (locks.probe(home)) {
      case LockState.Free() -> new GatewayPresence.NotRunning();
      case LockState.Unknown(String reason) ->
          new GatewayPresence.HeldUnknown("its lock cannot be looked at: " + reason);
      case LockState.Held() -> evidence.presence(home, files.recordsOf(home));
    };
  }

  private static Stream<GatewayRecord> record(GatewayPresence presence) {
    return switch (presence) {
      case GatewayPresence.Running running -> Stream.of(running.record());
      case GatewayPresence.NotRunning() -> Stream.empty();
      case GatewayPresence.Unannounced _ -> Stream.empty();
      case GatewayPresence.HeldUnknown _ -> Stream.empty();
    };
  }

  /** Puts a record in a file and notes that; why not, if it cannot. */
  private static Optional<String> write(GatewayRecord record, Path file, List<Path> files) {
    try {
      DurableFiles.replace(file, GatewayRecordFormat.write(record));
      files.add(file);
      return Optional.empty();
    } catch (IOException failure) {
      return Optional.of(FileReason.of(failure));
    }
  }

  private static Finding notInHome(Path file, String reason) {
    return new Finding(
        "gateway-not-in-home",
        Severity.WARNING,
        "The gateway works, but commands of other users and containers cannot find it: "
            + reason
            + ".",
        file.toString(),
        "Make the home writable for this user and start again.");
  }

  private static Finding notListed(Path home, String reason) {
    return new Finding(
        "gateway-not-listed",
        Severity.WARNING,
        "The gateway works, but only commands that are led to its home find it: " + reason + ".",
        home.toString(),
        "Set XDG_RUNTIME_DIR to a private folder of this user and start again, or set HOLDFAST_HOME"
            + " for the commands too.");
  }

  private static Finding notPublished(Path home) {
    return new Finding(
        "gateway-not-published",
        Severity.WARNING,
        "The gateway works, but no command can find it.",
        home.toString(),
        "Make the home writable for this user, set XDG_RUNTIME_DIR to a private folder, and start"
            + " again.");
  }
}
