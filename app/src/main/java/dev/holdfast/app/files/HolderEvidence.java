package dev.holdfast.app.files;

import dev.holdfast.domain.state.HomeHolder.Reach;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds what records say of the holder of a locked home against what the operating system says.
 *
 * <p>A record of a process that lives here is believed if the kernel names that process as the
 * holder of the lock, or names nobody and the record is of this very home. A record of another
 * container or machine is believed unless the kernel names a process of this container. What is
 * believed is still only said: a challenge proves it.
 */
final class HolderEvidence {

  private final KernelLocks locks;
  private final ProcessMark self;

  HolderEvidence() {
    this(new KernelLocks(), ProcessMark.ofThisProcess(Instant.EPOCH));
  }

  HolderEvidence(KernelLocks locks, ProcessMark self) {
    this.locks = locks;
    this.self = self;
  }

  /**
   * Who holds a home whose lock is held.
   *
   * @param home its real path
   * @param records what gateways said of themselves there
   */
  GatewayPresence presence(Path home, List<GatewayRecord> records) {
    OptionalLong locker = locks.holderOf(home.resolve(HomeLocks.FILE_NAME));
    return records.stream()
        .flatMap(record -> believed(record, home, locker).stream())
        .findFirst()
        .orElseGet(() -> withoutRecord(locker));
  }

  private Optional<GatewayPresence> believed(GatewayRecord record, Path home, OptionalLong locker) {
    return switch (record.mark().life()) {
      case LIVES -> here(record, home, locker, "");
      case STOPPED ->
          here(
              record,
              home,
              locker,
              "; a signal has stopped it, and kill -CONT %d lets it go on".formatted(record.pid()));
      case ELSEWHERE -> elsewhere(record, home, locker);
      case GONE -> Optional.empty();
    };
  }

  private static Optional<GatewayPresence> here(
      GatewayRecord record, Path home, OptionalLong locker, String more) {
    boolean fits =
        locker.isPresent() ? locker.getAsLong() == record.pid() : record.home().equals(home);
    if (!fits) {
      return Optional.empty();
    }
    String lock =
        locker.isPresent() ? "the kernel says that it holds the lock" : "the lock is held";
    return Optional.of(
        new GatewayPresence.Running(
            record.seenAt(home),
            Reach.HERE,
            "its record names a process that lives and began when it says, and " + lock + more));
  }

  private Optional<GatewayPresence> elsewhere(
      GatewayRecord record, Path home, OptionalLong locker) {
    if (locker.isPresent()
        && ProcessMark.namespaceOf(locker.getAsLong()).equals(self.pidNamespace())) {
      return Optional.empty();
    }
    String where =
        record.mark().bootId().equals(self.bootId())
            ? "in another container of this machine"
            : "on another machine, or before this one was last started";
    return Optional.of(
        new GatewayPresence.Running(
            record.seenAt(home),
            Reach.ELSEWHERE,
            "its record was written " + where + ", and the lock is held"));
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
