package dev.holdfast.app.files;

import dev.holdfast.domain.state.StoreId;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a gateway tells other processes about itself. It proves nothing: only the lock of the home
 * says whether a gateway runs, and only its answer to a challenge that it is the one.
 *
 * @param url its base URL, without a path
 * @param home the real path of the home it holds
 * @param tokenFile the file that holds the first token
 * @param mark which process it is
 * @param lock which lock it holds: a copy of the home takes the record along, and not the lock
 */
public record GatewayRecord(
    String url, Path home, StoreId store, Path tokenFile, ProcessMark mark, LockMark lock) {

  /**
   * The record of this process, which holds the lock of the home.
   *
   * @param lock the lock as it was taken: another file may have its name by now
   * @param now what stands for the start where the operating system does not tell it
   */
  public static GatewayRecord ofThisProcess(
      String url, HomeLock lock, StoreId store, Path tokenFile, Instant now) {
    return new GatewayRecord(
        url, lock.home(), store, tokenFile, ProcessMark.ofThisProcess(now), lock.mark());
  }

  /**
   * Whether its process lives, works on this very home, and holds a lock file that is no longer
   * what stands there: somebody replaced or removed it. Of a process in another container of this
   * machine only the kernel tells that it lives, by the lock that it still holds.
   */
  boolean hasLostItsLockFile(Path realHome) {
    return home.equals(realHome)
        && lock.isGoneFrom(realHome)
        && switch (mark.life()) {
          case LIVES, STOPPED -> true;
          case ELSEWHERE -> mark.isOfThisBoot() && new KernelLocks().isHeld(lock);
          case GONE -> false;
        };
  }

  /**
   * Whether the path that it began with leads elsewhere by now, for its process, which may see
   * other mounts.
   */
  boolean isMovedFromItsPath() {
    Path seenByIt = Path.of("/proc", Long.toString(pid()), "root");
    return lock.isGoneFrom(seenByIt.resolve(Path.of("/").relativize(home)));
  }

  /** Its process number where it runs. */
  public long pid() {
    return mark.pid();
  }

  /** When the process began. */
  public Instant startedAt() {
    return mark.startedAt();
  }

  /** The same, told with the paths that lead there from here: a container has its own. */
  GatewayRecord seenAt(Path homeHere) {
    return new GatewayRecord(
        url, homeHere, store, homeHere.resolve(TokenFile.FILE_NAME), mark, lock);
  }
}
