package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.Medium;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Locks homes, at most one holder each on the machine. Any thread may use it.
 *
 * <p>Source: POSIX {@code fcntl}: record locks belong to the process and are dropped when it closes
 * any descriptor of the file. So this process never opens a lock file that it holds, whoever asks;
 * that is why what is held is known per process and not per object.
 */
public final class HomeLocks {

  /** The name of the lock file in a home. */
  public static final String FILE_NAME = "holdfast.lock";

  /** Whoever only looks holds a shared lock for a moment; an acquirer outlasts that. */
  private static final int ATTEMPTS = 10;

  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final ReentrantLock PROCESS = new ReentrantLock();
  private static final Set<Object> HELD_BY_THIS_PROCESS = new HashSet<>();

  private final RecordFiles records;

  /** Locks that know the gateways which left a record in their home. */
  public HomeLocks() {
    this(RecordFiles.inHomes());
  }

  /**
   * Locks that know the gateways of a user, too.
   *
   * @param usersRoot the folder that has one for each user who is logged in
   */
  public HomeLocks(Map<String, String> environment, UserId user, Path usersRoot) {
    this(new RecordFiles(RuntimeFolders.of(environment, user, usersRoot)::forReading, user));
  }

  private HomeLocks(RecordFiles records) {
    this.records = records;
  }

  /**
   * Asks for a home's lock; makes the lock file if there is none and the home is this user's. A
   * gateway whose lock file was replaced or removed under it holds its home all the same.
   *
   * @param home an existing home's real path
   */
  public LockAttempt acquire(Path home) {
    LockAttempt attempt = tryOnce(home);
    for (int i = 1; i < ATTEMPTS && attempt instanceof LockAttempt.HeldElsewhere; i++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      attempt = tryOnce(home);
    }
    return attempt;
  }

  /** Looks whether somebody holds a home's lock; creates nothing. */
  public LockState probe(Path home) {
    Path file = home.resolve(FILE_NAME);
    PROCESS.lock();
    try {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        return free(home);
      }
      if (HELD_BY_THIS_PROCESS.contains(keyOf(file))) {
        return new LockState.Held();
      }
      try (FileChannel channel = open(file, StandardOpenOption.READ);
          @Nullable FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return shared == null ? new LockState.Held() : free(home);
      }
    } catch (IOException failure) {
      return new LockState.Unknown(FileReason.of(failure));
    } finally {
      PROCESS.unlock();
    }
  }

  static void release(Object key, FileChannel channel) throws IOException {
    PROCESS.lock();
    try {
      if (channel.isOpen()) {
        channel.close();
        HELD_BY_THIS_PROCESS.remove(key);
      }
    } finally {
      PROCESS.unlock();
    }
  }

  private LockState free(Path home) {
    return isHeldByLostLock(home) ? new LockState.Held() : new LockState.Free();
  }

  private boolean isHeldByLostLock(Path home) {
    return records.recordsOf(home).stream().anyMatch(record -> record.hasLostItsLockFile(home));
  }

  private LockAttempt tryOnce(Path home) {
    // Before, so that no lock file is made; and with the lock, since it could be lost meanwhile.
    if (isHeldByLostLock(home)) {
      return new LockAttempt.HeldElsewhere();
    }
    LockAttempt attempt = tryLock(home);
    if (attempt instanceof LockAttempt.Acquired(HomeLock lock) && isHeldByLostLock(home)) {
      lock.close();
      return new LockAttempt.HeldElsewhere();
    }
    return attempt;
  }

  private static LockAttempt tryLock(Path home) {
    Path file = home.resolve(FILE_NAME);
    PROCESS.lock();
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && HELD_BY_THIS_PROCESS.contains(keyOf(file))) {
        return new LockAttempt.HeldElsewhere();
      }
      return lock(home, file);
    } catch (NoSuchFileException missing) {
      return failed(
          file,
          "it has no lock file, and only its owner may make one",
          "Run holdfast once as the owner of the home.");
    } catch (IOException failure) {
      return failed(
          file, FileReason.of(failure), remedy(new Mounts(HomeLook.MOUNTS).of(home).medium()));
    } finally {
      PROCESS.unlock();
    }
  }

  static String remedy(Medium medium) {
    return switch (medium) {
      case WRITABLE -> "Make the file writable for this user.";
      case READ_ONLY ->
          "It is mounted read-only: mount it for writing, or name another home with --home.";
    };
  }

  private static LockAttempt failed(Path file, String reason, String remedy) {
    return new LockAttempt.Failed(
        new Finding(
            "home-not-lockable",
            Severity.ERROR,
            "The home cannot be locked: " + reason + ". Nothing was changed.",
            file.toString(),
            remedy));
  }

  private static LockAttempt lock(Path home, Path file) throws IOException {
    FileChannel channel = open(home, file);
    boolean kept = false;
    try {
      if (channel.tryLock() == null) {
        return new LockAttempt.HeldElsewhere();
      }
      Object key = keyOf(file);
      HELD_BY_THIS_PROCESS.add(key);
      kept = true;
      return new LockAttempt.Acquired(new HomeLock(home, key, LockMark.of(home), channel));
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  /**
   * Opens the lock file, and makes it in a home of this user only: what root makes in the home of
   * another, its owner could not open again.
   */
  private static FileChannel open(Path home, Path file) throws IOException {
    Set<OpenOption> options =
        FileFacts.of(home).owner().equals(UserId.ofThisProcess())
            ? Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
            : Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, options, DurableFiles.PRIVATE_FILE);
  }

  private static FileChannel open(Path file, OpenOption option) throws IOException {
    return FileChannel.open(file, option, LinkOption.NOFOLLOW_LINKS);
  }

  private static Object keyOf(Path file) throws IOException {
    Object key =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    if (key == null) {
      throw new IOException("this file system does not tell files apart");
    }
    return key;
  }
}
