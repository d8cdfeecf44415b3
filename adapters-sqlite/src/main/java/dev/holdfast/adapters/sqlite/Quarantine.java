package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreMaintenance.Salvage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder below {@code <home>/quarantine} that a damaged database goes to as one set with what
 * lies beside it. A report of what is to come is there before anything is moved, and gets its
 * lasting name once all is done.
 */
final class Quarantine {

  static final String FOLDER = "quarantine";
  private static final String BEGUN = "salvage-begun.txt";
  private static final String DONE = "salvage.txt";
  private static final String SET_ASIDE = "set-aside.jsonl";
  private static final String WAS = "was: ";

  private final Path home;
  private final DatabaseFile file;
  private final Path folder;

  private Quarantine(Path home, DatabaseFile file, Path folder) {
    this.home = home;
    this.file = file;
    this.folder = folder;
  }

  /** Makes the folder for a database. */
  static Quarantine create(Path home, DatabaseFile file, Instant now) throws IOException {
    return new Quarantine(home, file, newFolder(home, file, now));
  }

  /** A folder that nothing is in yet, for the owner alone. */
  static Path newFolder(Path home, DatabaseFile file, Instant now) throws IOException {
    Path folder =
        StoreFolder.unused(
            home.resolve(FOLDER),
            StoreFolder.nameOf(now) + '-' + file.relativePath().replace('/', '_'));
    StoreFolder.createPrivately(folder);
    return folder;
  }

  /** The one that was begun for a database, if it is still the one that the report tells of. */
  static Optional<Quarantine> begun(Path home, DatabaseFile file) throws IOException {
    for (Path folder : StoreFolder.foldersIn(home.resolve(FOLDER))) {
      Path report = folder.resolve(BEGUN);
      if (Files.exists(report) && reportIn(report).file().equals(file.relativePath())) {
        Quarantine begun = new Quarantine(home, file, folder);
        if (begun.holdsTheDatabase() || begun.was().equals(Optional.of(stampOf(file)))) {
          return Optional.of(begun);
        }
        begun.discard();
      }
    }
    return Optional.empty();
  }

  /** The databases that one was begun for, relative to the home. */
  static List<String> allBegun(Path home) throws IOException {
    List<String> files = new ArrayList<>();
    for (Path folder : StoreFolder.foldersIn(home.resolve(FOLDER))) {
      if (Files.exists(folder.resolve(BEGUN))) {
        files.add(reportIn(folder.resolve(BEGUN)).file());
      }
    }
    return files;
  }

  /**
   * Makes sure that no salvage waits to give a database its place.
   *
   * @throws StorageFailure if one was begun and not completed
   */
  static void requireNone(DatabaseFile file) {
    try {
      if (allBegun(file.home()).contains(file.relativePath())) {
        throw new StorageFailure(
            StorageFailure.Code.CANNOT_OPEN,
            "A salvage of the database was cut short. Everything of it is kept, and nothing was"
                + " made in its place: holdfast doctor --fix completes it.",
            Map.of("file", file.toString()));
      }
    } catch (IOException e) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "The quarantine cannot be read.",
          Map.of("home", file.home().toString(), "cause", Failures.reason(e)),
          e);
    }
  }

  /** Removes what is left of attempts that ended before anything was moved. */
  static void removeThoseNotBegun(Path home) throws IOException {
    for (Path folder : StoreFolder.foldersIn(home.resolve(FOLDER))) {
      if (!Files.exists(folder.resolve(BEGUN))
          && !Files.exists(folder.resolve(DONE))
          && !LeftByLost.isIn(folder)) {
        StoreFolder.removeWithFiles(folder, List.of(SET_ASIDE, BEGUN + ".new", LeftByLost.NEW));
      }
    }
  }

  /** The file for rows that fit nowhere. */
  OutputStream openSetAside() throws IOException {
    return StoreFolder.newPrivateFile(folder.resolve(SET_ASIDE));
  }

  /** From here on the new database is whole, and takes the place of the damaged one. */
  void begin(SalvageReport report) throws IOException {
    if (report.hasSetAside()) {
      StoreFolder.force(folder.resolve(SET_ASIDE));
    } else {
      Files.delete(folder.resolve(SET_ASIDE));
    }
    List<String> lines = new ArrayList<>(report.lines());
    lines.add(WAS + stampOf(file));
    StoreFolder.writeDurably(folder.resolve(BEGUN), lines);
    StoreFolder.makeDurableUpTo(home, folder.resolve(BEGUN));
  }

  /** Takes the steps that are not taken yet. */
  Salvage.Done complete() throws IOException {
    if (!holdsTheDatabase()) {
      file.moveTo(folder);
    }
    SalvageReport report = reportIn(folder.resolve(BEGUN));
    if (!file.exists()) {
      if (report.losesTokens()) {
        // Before the new one is there: a gateway would take a revoked one in.
        StoreFolder.moveToken(home, folder);
      }
      file.moveCompanionsTo(folder);
      file.beingMade().publishAs(file);
    }
    StoreFolder.rename(folder.resolve(BEGUN), folder.resolve(DONE));
    return new Salvage.Done(
        folder.toString(),
        report.tables(),
        report.unreadable(),
        report.hasSetAside() ? folder.resolve(SET_ASIDE).toString() : "",
        StoreFolder.tokenIn(folder),
        report.registered(),
        report.identity());
  }

  /** Removes the folder, which holds nothing of the database yet. */
  void discard() throws IOException {
    StoreFolder.removeWithFiles(folder, List.of(SET_ASIDE, BEGUN, BEGUN + ".new"));
  }

  private boolean holdsTheDatabase() {
    return Files.exists(folder.resolve(file.path().getFileName()));
  }

  private Optional<String> was() throws IOException {
    return StoreFolder.linesOf(folder.resolve(BEGUN)).stream()
        .filter(line -> line.startsWith(WAS))
        .map(line -> line.substring(WAS.length()))
        .findFirst();
  }

  /** A database that was written since is not the one that was salvaged. */
  private static String stampOf(DatabaseFile file) {
    return file.exists()
        ? file.stamp().bytes() + " " + file.stamp().modified() + " " + file.logBytes()
        : "";
  }

  private static SalvageReport reportIn(Path report) throws IOException {
    try {
      return SalvageReport.of(
          StoreFolder.linesOf(report).stream().filter(line -> !line.startsWith(WAS)).toList());
    } catch (IllegalArgumentException | CharacterCodingException changed) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "The report of a salvage that was begun was changed since, so it cannot be gone on with."
              + " Everything is kept. If the database's place is empty, move the one beside the"
              + " report back there with its log; then move the folder away and run this again.",
          Map.of("report", report.toString()),
          changed);
    }
  }
}
