package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Publishes the record of a gateway, and finds the gateways of a user. A record is believed only
 * while the lock of its home is held and the process it names lives; reading creates nothing.
 */
public final class GatewayRecords {

  private static final Path USERS_ROOT = Path.of("/run/user");
  private static final String PREFIX = "gateway-";
  private static final String SUFFIX = ".json";

  /** Characters of the hash in a file name: 128 bits tell homes apart. */
  private static final int NAME_DIGITS = 32;

  /** More than a record can hold, so that a foreign file is not read whole. */
  private static final int MAX_BYTES = 64 * 1024;

  /** A process start is told in ticks since boot, and the clock it is turned into may be set. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(5);

  private final RuntimeFolders folders;
  private final UserId user;
  private final HomeLocks locks;

  /** The records of a user, in the folders that the variables and the system give it. */
  public GatewayRecords(Map<String, String> environment, UserId user, HomeLocks locks) {
    this(RuntimeFolders.of(environment, user, USERS_ROOT), user, locks);
  }

  GatewayRecords(RuntimeFolders folders, UserId user, HomeLocks locks) {
    this.folders = folders;
    this.user = user;
    this.locks = locks;
  }

  /** Publishes a record; the caller holds the lock of its home. Replaces a stale one. */
  public Publication publish(GatewayRecord record) {
    Optional<Path> folder = folders.forWriting();
    if (folder.isEmpty()) {
      return notPublished(record.home(), "no private runtime folder can be had");
    }
    Path file = folder.get().resolve(fileName(record.home()));
    try {
      DurableFiles.replace(file, GatewayRecordFormat.write(record));
      return new Publication.Published(new PublishedRecord(file));
    } catch (IOException failure) {
      return notPublished(file, FileReason.of(failure));
    }
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
    String name = fileName(home);
    return folders.forReading().stream().map(folder -> folder.resolve(name)).toList();
  }

  /** Every gateway of this user that runs and has published itself, in the order of their homes. */
  public List<GatewayRecord> running() {
    return folders.forReading().stream()
        .flatMap(this::recordsIn)
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
      case LockState.Held() -> holder(home);
    };
  }

  private GatewayPresence holder(Path home) {
    String name = fileName(home);
    return folders.forReading().stream()
        .map(folder -> folder.resolve(name))
        .flatMap(file -> read(file).stream())
        .filter(record -> record.home().equals(home))
        .filter(GatewayRecords::lives)
        .findFirst()
        .<GatewayPresence>map(GatewayPresence.Running::new)
        .orElseGet(
            () ->
                new GatewayPresence.HeldUnknown(
                    "a process holds its lock and has not published itself to this user: it may be"
                        + " starting or stopping, or run in another container"));
  }

  private Stream<GatewayRecord> recordsIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> records = files.filter(GatewayRecords::isRecordName).toList();
      return records.stream().flatMap(file -> read(file).stream());
    } catch (IOException unreadable) {
      // Without its folder a gateway is not found, which is what the caller reports.
      return Stream.empty();
    }
  }

  /** The record in a file of ours; empty if there is none, or none that makes sense. */
  private Optional<GatewayRecord> read(Path file) {
    try {
      FileFacts facts = FileFacts.of(file);
      if (facts.kind() != FileFacts.Kind.REGULAR || !facts.owner().equals(user)) {
        return Optional.empty();
      }
      return SmallFile.read(file, MAX_BYTES).flatMap(GatewayRecordFormat::read);
    } catch (IOException withdrawn) {
      // A gateway that stops takes its record away at any moment.
      return Optional.empty();
    }
  }

  private static boolean lives(GatewayRecord record) {
    return ProcessHandle.of(record.pid())
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().startInstant())
        .filter(
            start ->
                Duration.between(start, record.startedAt()).abs().compareTo(START_TOLERANCE) <= 0)
        .isPresent();
  }

  private static Stream<GatewayRecord> record(GatewayPresence presence) {
    return switch (presence) {
      case GatewayPresence.Running(GatewayRecord record) -> Stream.of(record);
      case GatewayPresence.NotRunning() -> Stream.empty();
      case GatewayPresence.HeldUnknown(String reason) -> Stream.empty();
    };
  }

  private static boolean isRecordName(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  private static String fileName(Path home) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(home.toString().getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS) + SUFFIX;
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  private static Publication notPublished(Path where, String reason) {
    return new Publication.NotPublished(
        new Finding(
            "gateway-not-published",
            Severity.WARNING,
            "The gateway works, but commands cannot find it: " + reason + ".",
            where.toString(),
            "Set XDG_RUNTIME_DIR to a private folder of this user and start again."));
  }
}
