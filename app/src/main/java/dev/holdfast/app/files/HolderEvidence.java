package dev.holdfast.app.files;

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
 * holder of the lock, or names nobody. One of another container is believed if the kernel names a
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
    boolean fits =
        record.lock().isSameAs(held.lock())
            && (held.locker().isEmpty() || held.locker().getAsLong() == record.pid());
    return fits
        ? Optional.of(
            new GatewayPresence.Running(
                record.seenAt(held.home()),
                Reach.HERE,
                "its record names a process that lives and began when it says, and "
                    + held.said()
                    + more))
        : Optional.empty();
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
