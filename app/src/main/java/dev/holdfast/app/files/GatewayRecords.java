package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  public static final String FILE_NAME = "gateway.json";

  private static final String PREFIX = "gateway-";
  private static final String SUFFIX = ".json";

  /** Characters of the hash in a file name: 128 bits tell homes apart. */
  private static final int NAME_DIGITS = 32;

  /** More than a record can hold, so that a foreign file is not read whole. */
  private static final int MAX_BYTES = 64 * 1024;

  private final RuntimeFolders folders;
  private final UserId user;
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
    this.user = user;
    this.locks = locks;
  }

  /** Publishes a record; the caller holds the lock of its home. Replaces a stale one. */
  public Publication publish(GatewayRecord record) {
    List<Path> files = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    Path inHome = record.home().resolve(FILE_NAME);
    write(record, inHome, files).map(reason -> notInHome(inHome, reason)).ifPresent(findings::add);
    folders
        .forWriting()
        .map(folder -> folder.resolve(fileName(record.home())))
        .map(file -> write(record, file, files))
        .orElseGet(() -> Optional.of("no private runtime folder can be had"))
        .map(reason -> notListed(record.home(), reason))
        .ifPresent(findings::add);
    return files.isEmpty()
        ? new Publication.NotPublished(notPublished(record.home()))
        : new Publication.Published(new PublishedRecord(files), findings);
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
    return Stream.concat(
            Stream.of(home.resolve(FILE_NAME)),
            folders.forReading().stream().map(folder -> folder.resolve(name)))
        .toList();
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
    Stream<Path> copies = folders.forReading().stream().map(folder -> folder.resolve(name));
    List<GatewayRecord> records =
        Stream.concat(
                read(home.resolve(FILE_NAME), ownersOf(home)).stream(),
                copies.flatMap(file -> read(file, Set.of(user)).stream()))
            .toList();
    return evidence.presence(home, records);
  }

  /** Who may have written the record in a home. */
  private Set<UserId> ownersOf(Path home) {
    try {
      return Set.of(FileFacts.of(home).owner());
    } catch (IOException denied) {
      return Set.of();
    }
  }

  private Stream<GatewayRecord> recordsIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> records = files.filter(GatewayRecords::isRecordName).toList();
      return records.stream().flatMap(file -> read(file, Set.of(user)).stream());
    } catch (IOException unreadable) {
      // Without its folder a gateway is not found, which is what the caller reports.
      return Stream.empty();
    }
  }

  /** The record in a file of these users; empty if there is none, or none that makes sense. */
  private static Optional<GatewayRecord> read(Path file, Set<UserId> owners) {
    try {
      FileFacts facts = FileFacts.of(file);
      if (facts.kind() != FileFacts.Kind.REGULAR || !owners.contains(facts.owner())) {
        return Optional.empty();
      }
      return SmallFile.read(file, MAX_BYTES).flatMap(GatewayRecordFormat::read);
    } catch (IOException withdrawn) {
      // A gateway that stops takes its record away at any moment.
      return Optional.empty();
    }
  }

  private static Stream<GatewayRecord> record(GatewayPresence presence) {
    return switch (presence) {
      case GatewayPresence.Running running -> Stream.of(running.record());
      case GatewayPresence.NotRunning() -> Stream.empty();
      case GatewayPresence.Unannounced _ -> Stream.empty();
      case GatewayPresence.HeldUnknown _ -> Stream.empty();
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
