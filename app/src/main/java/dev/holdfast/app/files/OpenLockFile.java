package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a lock file stands by now that a process of this machine has open. */
final class OpenLockFile {

  private OpenLockFile() {}

  /**
   * The home in which it stands.
   *
   * @return empty if the file is gone, or the system does not tell this user
   */
  static Optional<Path> homeOf(long pid, LockMark lock) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return descriptors
          .flatMap(descriptor -> target(descriptor).stream())
          .filter(file -> file.endsWith(HomeLocks.FILE_NAME))
          .flatMap(file -> Optional.ofNullable(file.getParent()).stream())
          .filter(home -> !lock.isGoneFrom(home))
          .findFirst();
    } catch (IOException untold) {
      // It ended, or belongs to another user; then its record alone is believed.
      return Optional.empty();
    }
  }

  private static Optional<Path> target(Path descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor));
    } catch (IOException closed) {
      return Optional.empty();
    }
  }
}
