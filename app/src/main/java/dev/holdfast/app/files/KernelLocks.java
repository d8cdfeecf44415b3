package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which process the kernel says holds a file locked for writing, as far as this process can see
 * that one. Linux only; elsewhere nobody is named.
 *
 * <p>Source: proc_locks(5). The number is 0 or below for a process of a namespace that is not seen
 * from here.
 */
final class KernelLocks {

  private static final Path LOCKS = Path.of("/proc/locks");

  /** A line has some 60 bytes, and a busy machine some thousand lines. */
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final Pattern HELD_FOR_WRITING =
      Pattern.compile(
          "\\d+: POSIX +\\S+ +WRITE (?<pid>-?\\d+)"
              + " (?<major>[0-9a-f]+):(?<minor>[0-9a-f]+):(?<inode>\\d+) .*");

  private final Path locks;

  KernelLocks() {
    this(LOCKS);
  }

  KernelLocks(Path locks) {
    this.locks = locks;
  }

  /** The process that holds a file; empty if none is known. */
  OptionalLong holderOf(Path file) {
    try {
      Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino");
      String inode = String.valueOf(attributes.get("ino"));
      long device = Long.parseLong(String.valueOf(attributes.get("dev")));
      List<Matcher> candidates =
          text()
              .lines()
              .map(HELD_FOR_WRITING::matcher)
              .filter(Matcher::matches)
              .filter(lock -> lock.group("inode").equals(inode))
              .toList();
      return candidates.stream()
          .filter(lock -> isOn(device, lock))
          .findFirst()
          .or(() -> only(candidates, file))
          .map(lock -> Long.parseLong(lock.group("pid")))
          .filter(pid -> pid > 0)
          .map(OptionalLong::of)
          .orElseGet(OptionalLong::empty);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException untold) {
      // Without the kernel's word the holder stays unknown, which is what the caller says.
      return OptionalLong.empty();
    }
  }

  /**
   * Whether a process that is seen from here holds a file, whatever name it has by now; not where
   * the kernel does not tell, or names another device, as a layered file system does.
   */
  boolean isHeld(LockMark mark) {
    try {
      String inode = Long.toString(mark.inode());
      return text()
          .lines()
          .map(HELD_FOR_WRITING::matcher)
          .filter(Matcher::matches)
          .anyMatch(lock -> lock.group("inode").equals(inode) && isOn(mark.device(), lock));
    } catch (IOException untold) {
      return false;
    }
  }

  private String text() throws IOException {
    return SmallFile.read(locks, MAX_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
        .orElse("");
  }

  /** Source: makedev(3), as glibc composes a device number. */
  private static boolean isOn(long device, Matcher lock) {
    long major = ((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL);
    long minor = (device & 0xff) | ((device >>> 12) & ~0xffL);
    return Long.parseLong(lock.group("major"), 16) == major
        && Long.parseLong(lock.group("minor"), 16) == minor;
  }

  /** Layered file systems name another device there; then the process has to have the file open. */
  private static Optional<Matcher> only(List<Matcher> candidates, Path file) {
    return candidates.stream().filter(lock -> hasOpen(lock.group("pid"), file)).findFirst();
  }

  private static boolean hasOpen(String pid, Path file) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", pid, "fd"))) {
      return descriptors.anyMatch(descriptor -> leadsTo(descriptor, file));
    } catch (IOException gone) {
      // It ended, or belongs to another user: it is not shown to have the file open.
      return false;
    }
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException closed) {
      return false;
    }
  }
}
