package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The files in which gateways left their records: one in each home, and copies in private folders
 * of a user. Reading creates nothing.
 */
final class RecordFiles {

  /** The name of the record in a home. */
  static final String IN_HOME = "gateway.json";

  private static final String PREFIX = "gateway-";
  private static final String SUFFIX = ".json";

  /** Characters of the hash in a file name: 128 bits tell homes apart. */
  private static final int NAME_DIGITS = 32;

  /** More than a record can hold, so that a foreign file is not read whole. */
  private static final int MAX_BYTES = 64 * 1024;

  private final Supplier<List<Path>> folders;
  private final UserId user;

  /**
   * Of homes and of folders.
   *
   * @param folders the private folders to look into, asked each time
   * @param user whose they are
   */
  RecordFiles(Supplier<List<Path>> folders, UserId user) {
    this.folders = folders;
    this.user = user;
  }

  /** Of homes alone. */
  static RecordFiles inHomes() {
    return new RecordFiles(List::of, UserId.ofThisProcess());
  }

  /** How the copy of a home's record is called. */
  static String nameOfCopy(Path home) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(home.toString().getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS) + SUFFIX;
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  /** Where the record of a home may stand, there or not. */
  List<Path> placesOf(Path home) {
    return Stream.concat(Stream.of(home.resolve(IN_HOME)), copiesOf(home)).toList();
  }

  /** What gateways said of themselves at a home, whether or not they live. */
  List<GatewayRecord> recordsOf(Path home) {
    return Stream.concat(
            read(home.resolve(IN_HOME), ownersOf(home)).stream(),
            copiesOf(home).flatMap(file -> read(file, Set.of(user)).stream()))
        .toList();
  }

  /** Where the records stand that a process left at a home. */
  List<Path> leftBy(Path home, long pid) {
    Path inHome = home.resolve(IN_HOME);
    return placesOf(home).stream()
        .filter(
            file ->
                read(file, file.equals(inHome) ? ownersOf(home) : Set.of(user))
                    .filter(record -> record.pid() == pid && record.home().equals(home))
                    .isPresent())
        .toList();
  }

  /** What any gateway said of itself in the folders. */
  Stream<GatewayRecord> inFolders() {
    return folders.get().stream().flatMap(this::recordsIn);
  }

  private Stream<Path> copiesOf(Path home) {
    String name = nameOfCopy(home);
    return folders.get().stream().map(folder -> folder.resolve(name));
  }

  /** Who may have written the record in a home. */
  private static Set<UserId> ownersOf(Path home) {
    try {
      return Set.of(FileFacts.of(home).owner());
    } catch (IOException denied) {
      return Set.of();
    }
  }

  private Stream<GatewayRecord> recordsIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> records = files.filter(RecordFiles::isCopy).toList();
      return records.stream().flatMap(file -> read(file, Set.of(user)).stream());
    } catch (IOException unreadable) {
      // Without its folder a gateway is not found, which is what the caller reports.
      return Stream.empty();
    }
  }

  private static boolean isCopy(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
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
}
