package dev.holdfast.app.files;

import dev.holdfast.app.files.GatewayPresence.Footing;
import dev.holdfast.domain.state.HomeHolder.Reach;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Holds what records say of the holder of a locked home against what the operating system says.
 *
 * <p>A record counts only for the lock file that it names: what a copy of a home took along says
 * nothing. One of a process that lives here is believed if the kernel names that process as the
 * holder of the lock, or names nobody; it is also believed if the lock file that it names is no
 * longer the one of the home it names. One of another container is believed if the kernel names a
 * process in the namespace of the record, or one whose namespace cannot be seen, or nobody; one of
 * another machine if the kernel names nobody. What is believed is still only said: a challenge
 * proves it.
 */
final class HolderEvidence {

  private final KernelLocks locks;
  private final String bootId;
  private final LongFunction<String> namespaces;

  HolderEvidence() {
    this(
        new KernelLocks(),
        ProcessMark.ofThisProcess(Instant.EPOCH).bootId(),
        ProcessMark::namespaceOf);
  }

  /**
   * Evidence on a machine.
   *
   * @param bootId which run of which kernel
   * @param namespaces where the number of a process counts that is seen from here; empty if that is
   *     not told
   */
  HolderEvidence(KernelLocks locks, String bootId, LongFunction<String> namespaces) {
    this.locks = locks;
    this.bootId = bootId;
    this.namespaces = namespaces;
  }

  /**
   * What the operating system says of a held lock.
   *
   * @param locker the process that holds it; empty if none is named
   */
  private record Held(Path home, LockMark lock, OptionalLong locker) {

    String said() {
      return locker.isPresent() ? "the kernel says that it holds the lock" : "the lock is held";
    }
  }

  /**
   * Who holds a home whose lock is held.
   *
   * @param home its real path
   * @param records what gateways said of themselves there
   */
  GatewayPresence presence(Path home, List<GatewayRecord> records) {
    Held held =
        new Held(home, LockMark.of(home), locks.holderOf(home.resolve(HomeLocks.FILE_NAME)));
    return records.stream()
        .flatMap(record -> believed(record, held).stream())
        .findFirst()
        .orElseGet(() -> withoutRecord(held.locker()));
  }

  private Optional<GatewayPresence> believed(GatewayRecord record, Held held) {
    return switch (record.mark().life()) {
      case LIVES -> here(record, held, "");
      case STOPPED ->
          here(
              record,
              held,
              "; a signal has stopped it, and kill -CONT %d lets it go on".formatted(record.pid()));
      case ELSEWHERE ->
          record.mark().bootId().equals(bootId)
              ? inAnotherContainer(record, held)
              : onAnotherMachine(record, held);
      case GONE -> Optional.empty();
    };
  }

  private static Optional<GatewayPresence> here(GatewayRecord record, Held held, String more) {
    if (held.locker().isPresent() && held.locker().getAsLong() != record.pid()) {
      return Optional.empty();
    }
    Optional<Path> elsewhere =
        record.hasLostItsLockFile(held.home())
            ? OpenLockFile.homeOf(record.pid(), record.lock())
            : Optional.empty();
    if (elsewhere.isPresent()) {
      return Optional.of(exchanged(record, elsewhere.get()));
    }
    return footing(record, held)
        .map(
            footing ->
                new GatewayPresence.Running(
                    record.seenAt(held.home()),
                    Reach.HERE,
                    footing,
                    "its record names a process that lives and began when it says, and "
                        + said(footing, held)
                        + more));
  }

  /** It writes to its own files there, and opens more at the path that is another home's now. */
  private static GatewayPresence exchanged(GatewayRecord record, Path movedTo) {
    return new GatewayPresence.Unannounced(
        record.pid(),
        ProcessHandle.of(record.pid())
            .flatMap(process -> process.info().startInstant())
            .orElse(record.startedAt()),
        "it is a gateway that began at this path, and its home was moved to "
            + movedTo
            + " since; stop it, or put its home back");
  }

  /** How a process that lives here stands on the home; empty if that is not its home. */
  private static Optional<Footing> footing(GatewayRecord record, Held held) {
    if (record.lock().isSameAs(held.lock())) {
      return Optional.of(
          !record.home().equals(held.home()) && record.isMovedFromItsPath()
              ? new Footing.Moved(record.home())
              : new Footing.Firm());
    }
    return record.hasLostItsLockFile(held.home())
        ? Optional.of(new Footing.WithoutLockFile())
        : Optional.empty();
  }

  private static String said(Footing footing, Held held) {
    return switch (footing) {
      case Footing.Firm() -> held.said();
      case Footing.WithoutLockFile() -> "its lock file was replaced or removed";
      case Footing.Moved(Path from) -> held.said() + "; its home was moved from " + from;
    };
  }

  private Optional<GatewayPresence> inAnotherContainer(GatewayRecord record, Held held) {
    boolean fits =
        record.lock().isSameAs(held.lock())
            && (held.locker().isEmpty()
                || isIn(record.mark().pidNamespace(), held.locker().getAsLong()));
    return fits
        ? Optional.of(elsewhere(record, held, "in another container of this machine"))
        : Optional.empty();
  }

  /** The namespaces of processes of other users cannot be seen. */
  private boolean isIn(String namespace, long pid) {
    String seen = namespaces.apply(pid);
    return seen.isEmpty() || seen.equals(namespace);
  }

  /** A holder that the kernel names runs here, whatever a record of another kernel says. */
  private static Optional<GatewayPresence> onAnotherMachine(GatewayRecord record, Held held) {
    return record.lock().hasInodeOf(held.lock()) && held.locker().isEmpty()
        ? Optional.of(
            elsewhere(record, held, "on another machine, or before this one was last started"))
        : Optional.empty();
  }

  private static GatewayPresence elsewhere(GatewayRecord record, Held held, String where) {
    return new GatewayPresence.Running(
        record.seenAt(held.home()),
        Reach.ELSEWHERE,
        new Footing.Firm(),
        "its record was written " + where + ", and the lock is held");
  }

  private static GatewayPresence withoutRecord(OptionalLong locker) {
    return locker.stream()
        .boxed()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> unannounced(process).stream())
        .findFirst()
        .orElseGet(
            () ->
                new GatewayPresence.HeldUnknown(
                    "a process holds its lock and has not published itself to this user: it may be"
                        + " starting or stopping, or run in another container"));
  }

  private static Optional<GatewayPresence> unannounced(ProcessHandle process) {
    String program =
        process
            .info()
            .command()
            .map(command -> Path.of(command).getFileName())
            .map(name -> ", and its program is " + name)
            .orElse("");
    return process
        .info()
        .startInstant()
        .map(
            since ->
                new GatewayPresence.Unannounced(
                    process.pid(), since, "the kernel says that it holds the lock" + program));
  }
}
