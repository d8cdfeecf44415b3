package dev.holdfast.app.files;

import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.HomeHolder.Reach;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Whether a gateway runs on a home. */
public sealed interface GatewayPresence {

  /** The same as the rules of state know it. */
  HomeHolder holder();

  /** The process that holds the home, if it may be signalled from here. */
  Optional<ProcessHandle> process();

  /** How a gateway stands on its home. */
  sealed interface Footing {

    /** It holds the lock file of the home, which is where it was. */
    record Firm() implements Footing {}

    /** The lock file that it holds was replaced in the home, or removed from it. */
    record WithoutLockFile() implements Footing {}

    /** The home was moved while it ran. */
    record Moved(Path from) implements Footing {}
  }

  /**
   * One does, and this is what it says of itself.
   *
   * @param record with the paths that lead to its home from here
   * @param evidence a part of a sentence: what its word was held against
   */
  record Running(GatewayRecord record, Reach reach, Footing footing, String evidence)
      implements GatewayPresence {

    @Override
    public HomeHolder holder() {
      return new HomeHolder.Gateway(
          record.url(), record.pid(), record.startedAt(), record.store(), reach, evidence);
    }

    @Override
    public Optional<ProcessHandle> process() {
      return switch (record.mark().life()) {
        case LIVES, STOPPED -> ProcessHandle.of(record.pid());
        case GONE, ELSEWHERE -> Optional.empty();
      };
    }
  }

  /** None does; a record left behind by a killed one does not count. */
  record NotRunning() implements GatewayPresence {

    @Override
    public HomeHolder holder() {
      return new HomeHolder.Nobody();
    }

    @Override
    public Optional<ProcessHandle> process() {
      return Optional.empty();
    }
  }

  /**
   * A process holds the home that has not said what it is.
   *
   * @param since when it began
   * @param evidence a part of a sentence: how it was found
   */
  record Unannounced(long pid, Instant since, String evidence) implements GatewayPresence {

    @Override
    public HomeHolder holder() {
      return new HomeHolder.Unannounced(pid, since, evidence);
    }

    @Override
    public Optional<ProcessHandle> process() {
      return ProcessHandle.of(pid)
          .filter(process -> process.info().startInstant().filter(since::equals).isPresent());
    }
  }

  /**
   * The home is held, or may be, and by whom cannot be told.
   *
   * @param reason a part of a sentence
   */
  record HeldUnknown(String reason) implements GatewayPresence {

    @Override
    public HomeHolder holder() {
      return new HomeHolder.Unknown(reason);
    }

    @Override
    public Optional<ProcessHandle> process() {
      return Optional.empty();
    }
  }
}
