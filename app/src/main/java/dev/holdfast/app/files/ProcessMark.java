package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells one process from every other, before and after it, here and in other containers.
 *
 * @param pid its number in its own namespace
 * @param bootId which run of which kernel; empty if the operating system does not tell
 * @param pidNamespace where the number counts; empty if the operating system does not tell
 * @param startTicks when it began, counted from the start of the machine and so the same whatever
 *     becomes of the clock; 0 if the operating system does not tell
 * @param startedAt the same by the clock, as it was then
 */
public record ProcessMark(
    long pid, String bootId, String pidNamespace, long startTicks, Instant startedAt) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path OWN_NAMESPACE = Path.of("/proc/self/ns/pid");

  /** A line of fixed fields; the name of a process in it has at most 64 bytes. */
  private static final int MAX_BYTES = 4096;

  /** Source: proc_pid_stat(5): the state is the first field after the name, the start the 20th. */
  private static final int STATE_FIELD = 0;

  private static final int START_FIELD = 19;

  /** A clock that is set moves the start that the operating system tells. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(5);

  /** Whether a process is still that process. */
  enum Life {
    /** It lives, and its number means it here. */
    LIVES,
    /** The same, and somebody has stopped it: it does nothing until it is continued. */
    STOPPED,
    /** No process has its number any more, or another one has. */
    GONE,
    /** Its number counts in another container, or on another machine. */
    ELSEWHERE
  }

  /**
   * The mark of this process.
   *
   * @param now what stands for the start where the operating system does not tell it
   */
  static ProcessMark ofThisProcess(Instant now) {
    ProcessHandle self = ProcessHandle.current();
    return new ProcessMark(
        self.pid(),
        currentBoot(),
        namespace(OWN_NAMESPACE),
        startTicks(self.pid()),
        self.info().startInstant().orElse(now));
  }

  /** The namespace in which the process with a number here has its own; empty if it is not told. */
  static String namespaceOf(long pid) {
    return namespace(Path.of("/proc", Long.toString(pid), "ns", "pid"));
  }

  /** Whether it was begun since this machine was. */
  boolean isOfThisBoot() {
    return !bootId.isEmpty() && bootId.equals(currentBoot());
  }

  /** What has become of it. */
  Life life() {
    if (!bootId.equals(currentBoot()) || !pidNamespace.equals(namespace(OWN_NAMESPACE))) {
      return Life.ELSEWHERE;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty() || !isSame(process.get())) {
      return Life.GONE;
    }
    return isStopped() ? Life.STOPPED : Life.LIVES;
  }

  private boolean isSame(ProcessHandle process) {
    if (startTicks > 0) {
      return startTicks(pid) == startTicks;
    }
    return process
        .info()
        .startInstant()
        .filter(start -> Duration.between(start, startedAt).abs().compareTo(START_TOLERANCE) <= 0)
        .isPresent();
  }

  private boolean isStopped() {
    String[] fields = fields(pid);
    return fields.length > STATE_FIELD && fields[STATE_FIELD].equalsIgnoreCase("T");
  }

  private static long startTicks(long pid) {
    String[] fields = fields(pid);
    try {
      return fields.length > START_FIELD ? Long.parseLong(fields[START_FIELD]) : 0;
    } catch (NumberFormatException foreign) {
      return 0;
    }
  }

  /** What the kernel says of a process after its name; none if it says nothing. */
  private static String[] fields(long pid) {
    String line = text(Path.of("/proc", Long.toString(pid), "stat"));
    // A name may hold anything, brackets and blanks too.
    int name = line.lastIndexOf(')');
    return name < 0 ? new String[0] : line.substring(name + 1).strip().split(" ", -1);
  }

  private static String currentBoot() {
    return text(BOOT_ID).strip();
  }

  private static String namespace(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException | UnsupportedOperationException untold) {
      return "";
    }
  }

  private static String text(Path file) {
    try {
      return SmallFile.read(file, MAX_BYTES)
          .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
          .orElse("");
    } catch (IOException untold) {
      return "";
    }
  }
}
