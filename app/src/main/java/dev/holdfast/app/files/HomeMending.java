package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.repair.Repair.Outcome;
import dev.holdfast.ports.out.env.HomeMaintenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Mends the files of one home. */
public final class HomeMending implements HomeMaintenance {

  private final Path home;
  private final HomeLocks locks;

  /**
   * Of a home.
   *
   * @param home its real path
   */
  public HomeMending(Path home, HomeLocks locks) {
    this.home = home;
    this.locks = locks;
  }

  @Override
  public Outcome restrict(Repair.Restrict repair) {
    try {
      return new Restriction(home, repair).apply();
    } catch (NoSuchFileException gone) {
      return new Outcome.NothingToDo();
    } catch (IOException failure) {
      return notDone(Path.of(repair.where()), FileReason.of(failure));
    }
  }

  @Override
  public Outcome removeRecord(Repair.RemoveRecord repair) {
    Path path = Path.of(repair.where());
    try {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        return notDone(path, "it is a folder");
      }
      if (!Files.deleteIfExists(path)) {
        return new Outcome.NothingToDo();
      }
      DurableFiles.syncFolder(folderOf(path));
      return new Outcome.Done("");
    } catch (IOException failure) {
      return notDone(path, FileReason.of(failure));
    }
  }

  @Override
  public Outcome archive(Repair.ArchiveTree repair) {
    Path tree = Path.of(repair.where());
    Path to = Path.of(repair.to());
    try {
      if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
        return new Outcome.NothingToDo();
      }
      if (!tree.toRealPath().equals(tree)) {
        return notDone(tree, "a link lies on the way to it by now");
      }
      return Files.exists(to, LinkOption.NOFOLLOW_LINKS)
          ? notDone(tree, to + " exists already")
          : archive(tree, to);
    } catch (IOException failure) {
      return notDone(tree, FileReason.of(failure));
    }
  }

  private Outcome archive(Path tree, Path to) throws IOException {
    boolean hadLockFile =
        Files.exists(tree.resolve(HomeLocks.FILE_NAME), LinkOption.NOFOLLOW_LINKS);
    return switch (locks.acquire(tree)) {
      case LockAttempt.Failed(Finding finding) -> new Outcome.NotDone(finding);
      case LockAttempt.HeldElsewhere() -> notDone(tree, "a process holds its lock: stop it first");
      case LockAttempt.Acquired(HomeLock lock) -> {
        try (lock) {
          Files.move(tree, to, StandardCopyOption.ATOMIC_MOVE);
          if (!hadLockFile) {
            // At its new path nobody looks for a lock, so two cannot come to hold two.
            Files.deleteIfExists(to.resolve(HomeLocks.FILE_NAME));
          }
          DurableFiles.syncFolder(folderOf(to));
        }
        yield new Outcome.Done("It is at " + to + " now.");
      }
    };
  }

  @Override
  public Locking lock() {
    return switch (locks.acquire(home)) {
      case LockAttempt.Acquired(HomeLock lock) -> new Locking.Locked(lock::close);
      case LockAttempt.Failed(Finding finding) -> new Locking.NotLocked(finding);
      case LockAttempt.HeldElsewhere() ->
          new Locking.NotLocked(
              new Finding(
                  "home-held",
                  Severity.ERROR,
                  "A process holds the lock of the home, so nothing was changed.",
                  home.toString(),
                  "See who with: holdfast gateway status. Stop it, then try again."));
    };
  }

  private static Outcome notDone(Path path, String reason) {
    return new Outcome.NotDone(
        new Finding(
            "repair-not-done",
            Severity.ERROR,
            "This could not be mended and is as it was: " + reason + ".",
            path.toString(),
            "Remove what is in the way, then run holdfast doctor again."));
  }

  private static Path folderOf(Path path) {
    Path folder = path.getParent();
    return folder == null ? path : folder;
  }
}
