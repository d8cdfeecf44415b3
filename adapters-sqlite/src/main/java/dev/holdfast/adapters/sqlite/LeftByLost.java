package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.FirstToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of a control plane that is gone, in the quarantine: what lay beside its place, and
 * the home's own token, which may be one that was revoked. A report is there before anything is
 * moved, and gets its lasting name once the new control plane is there; whoever comes after one
 * that was cut short takes what is left to a folder of its own, and tells of both.
 */
final class LeftByLost {

  /** The report as it is until it is whole. */
  static final String NEW = "made-anew-begun.txt" + DatabaseFile.NEW_SUFFIX;

  private static final String BEGUN = "made-anew-begun.txt";
  private static final String DONE = "made-anew.txt";

  private final Path home;
  private final DatabaseFile file;

  LeftByLost(Path home, DatabaseFile file) {
    this.home = home;
    this.file = file;
  }

  /** Whether a folder of the quarantine is of this kind. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(BEGUN)) || Files.exists(folder.resolve(DONE));
  }

  /** A step that was taken. */
  interface Step {
    void taken();
  }

  /** Takes all of it away, the token first. */
  void putAside(Instant now, Step step) throws IOException {
    if (!file.hasCompanions() && StoreFolder.tokenIn(home).isEmpty()) {
      return;
    }
    Quarantine.removeThoseNotBegun(home);
    Path folder = Quarantine.newFolder(home, file, now);
    step.taken();
    StoreFolder.writeDurably(
        folder.resolve(BEGUN),
        List.of(
            "database: " + file.relativePath(),
            "It was gone, and a new one was made on " + now + ".",
            "Here is what lay beside its place, and the token of the home: "
                + FirstToken.FILE
                + ". No token holds any more."));
    StoreFolder.makeDurableUpTo(home, folder.resolve(BEGUN));
    step.taken();
    StoreFolder.moveToken(home, folder);
    step.taken();
    if (file.hasCompanions()) {
      file.moveCompanionsTo(folder);
    }
    step.taken();
  }

  /** Gives the reports their lasting name. The folders with what was put aside. */
  List<Path> complete() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (Path folder : StoreFolder.foldersIn(home.resolve(Quarantine.FOLDER))) {
      if (Files.exists(folder.resolve(BEGUN))) {
        StoreFolder.rename(folder.resolve(BEGUN), folder.resolve(DONE));
        folders.add(folder);
      }
    }
    return folders;
  }
}
