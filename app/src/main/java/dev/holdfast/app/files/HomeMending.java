package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.repair.Repair.Outcome;
import dev.holdfast.ports.out.env.HomeMaintenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Mends the files of one home. */
public final class HomeMending implements HomeMaintenance {

  /** The permissions in the order of their bits, the highest first. */
  private static final PosixFilePermission[] BITS = {
    PosixFilePermission.OWNER_READ,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_EXECUTE
  };

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
    Path path = Path.of(repair.where());
    try {
      FileFacts facts = FileFacts.of(path);
      return switch (facts.kind()) {
        case ABSENT -> new Outcome.NothingToDo();
        case FOLDER, REGULAR -> restrict(path, facts, repair.permissions());
        case LINK, OTHER -> notDone(path, "it is neither a file nor a folder any more");
      };
    } catch (IOException failure) {
      return notDone(path, FileReason.of(failure));
    }
  }

  private static Outcome restrict(Path path, FileFacts facts, int permissions) throws IOException {
    if (facts.permissions() == permissions) {
      return new Outcome.NothingToDo();
    }
    Files.setPosixFilePermissions(path, permissions(permissions));
    return new Outcome.Done("It was %04o.".formatted(facts.permissions()));
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
    if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      return new Outcome.NothingToDo();
    }
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      return notDone(tree, to + " exists already");
    }
    return switch (locks.acquire(tree)) {
      case LockAttempt.Failed(Finding finding) -> new Outcome.NotDone(finding);
      case LockAttempt.HeldElsewhere() -> notDone(tree, "a process holds its lock: stop it first");
      case LockAttempt.Acquired(HomeLock lock) -> {
        try (lock) {
          Files.move(tree, to, StandardCopyOption.ATOMIC_MOVE);
          DurableFiles.syncFolder(folderOf(to));
          yield new Outcome.Done("It is at " + to + " now.");
        } catch (IOException failure) {
          yield notDone(tree, FileReason.of(failure));
        }
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

  private static Set<PosixFilePermission> permissions(int bits) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < BITS.length; i++) {
      if ((bits >> (BITS.length - 1 - i) & 1) == 1) {
        permissions.add(BITS[i]);
      }
    }
    return permissions;
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
