package dev.holdfast.app.wiring;

import dev.holdfast.app.files.GatewayPresence;
import dev.holdfast.app.files.GatewayRecords;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.HomeLocks;
import dev.holdfast.app.files.LockAttempt;
import dev.holdfast.app.files.LockState;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.HomeHolder.Reach;
import dev.holdfast.ports.in.HomeRelease;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Ends holders of homes on this machine. */
final class HolderRelease implements HomeRelease {

  /** How long the operating system may take to remove a process that was ended. */
  private static final Duration KILLED = Duration.ofSeconds(10);

  /** A lock is gone as soon as its process is; whoever looks at it holds it for moments. */
  private static final Duration LOCK_AFTER_END = Duration.ofSeconds(2);

  /**
   * A gateway that ends closes its door before it gives back its home, 2 s later at most if its
   * machine is idle: in between it is silent and must get no signal, which would halt it.
   */
  private static final Duration LAST_STEPS = Duration.ofSeconds(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final GatewayRecords records;
  private final HomeLocks locks;
  private final Duration lastSteps;
  private final Function<HomeHolder, Duration> patience;

  HolderRelease(GatewayRecords records, HomeLocks locks) {
    this(records, locks, LAST_STEPS, HomeRelease::patienceWith);
  }

  HolderRelease(
      GatewayRecords records,
      HomeLocks locks,
      Duration lastSteps,
      Function<HomeHolder, Duration> patience) {
    this.records = records;
    this.locks = locks;
    this.lastSteps = lastSteps;
    this.patience = patience;
  }

  @Override
  public Waiting await(String home, Duration patience) {
    long began = System.nanoTime();
    while (isHeld(home)) {
      if (System.nanoTime() - began >= patience.toNanos()
          || Thread.currentThread().isInterrupted()) {
        return Waiting.STILL_HELD;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return Waiting.FREE;
  }

  private boolean isHeld(String home) {
    return switch (locks.probe(Path.of(home))) {
      case LockState.Free() -> false;
      case LockState.Held(), LockState.Unknown _ -> true;
    };
  }

  @Override
  public Ending end(String home, HomeHolder holder, Told told) {
    return switch (holder) {
      case HomeHolder.Nobody() -> new Ending.WasFree();
      case HomeHolder.Unknown(String evidence) ->
          new Ending.NotSignalled("Which process holds the home cannot be told: " + evidence);
      case HomeHolder.Unannounced(long pid, Instant since, String _) ->
          end(home, pid, since, patience.apply(holder), told);
      case HomeHolder.Gateway(String _, long pid, Instant since, var _, Reach reach, String _) ->
          switch (reach) {
            case HERE -> end(home, pid, since, patience.apply(holder), told);
            case ELSEWHERE ->
                new Ending.NotSignalled(
                    "Process "
                        + pid
                        + " counts in another container or on another machine; stop it there.");
          };
    };
  }

  private Ending end(String home, long pid, Instant since, Duration within, Told told) {
    if (await(home, lastSteps) == Waiting.FREE) {
      return new Ending.WasFree();
    }
    // Looked at again: only a holder that is the same by every mark it has is signalled.
    GatewayPresence now = records.presence(Path.of(home));
    Optional<ProcessHandle> process = now.process().filter(found -> found.pid() == pid);
    if (process.isEmpty() || !beganThen(now.holder(), since)) {
      return new Ending.NotSignalled(
          "Process " + pid + ", which began at " + since + ", is not what holds the home by now.");
    }
    return signal(home, process.get(), within, told);
  }

  private static boolean beganThen(HomeHolder holder, Instant since) {
    return switch (holder) {
      case HomeHolder.Gateway gateway -> gateway.since().equals(since);
      case HomeHolder.Unannounced unannounced -> unannounced.since().equals(since);
      case HomeHolder.Nobody _, HomeHolder.Unknown _ -> false;
    };
  }

  private Ending signal(String home, ProcessHandle process, Duration within, Told told) {
    long pid = process.pid();
    told.sending(Signal.TERM, pid);
    if (!process.destroy()) {
      return process.isAlive()
          ? new Ending.NotSignalled("This user may not signal process " + pid + ".")
          : freed(home, pid, Signal.TERM);
    }
    if (hasEnded(process, within)) {
      return freed(home, pid, Signal.TERM);
    }
    told.sending(Signal.KILL, pid);
    process.destroyForcibly();
    return hasEnded(process, KILLED) ? freed(home, pid, Signal.KILL) : new Ending.DoesNotEnd(pid);
  }

  private Ending freed(String home, long pid, Signal by) {
    return switch (await(home, LOCK_AFTER_END)) {
      case FREE -> {
        forget(Path.of(home), pid);
        yield new Ending.Ended(pid, by);
      }
      case STILL_HELD -> new Ending.HeldAgain(pid);
    };
  }

  /** Who takes the home before this publishes a record in place of the one that was left. */
  private void forget(Path home, long pid) {
    if (locks.acquire(home) instanceof LockAttempt.Acquired(HomeLock lock)) {
      try (lock) {
        records.forget(home, pid);
      }
    }
  }

  private static boolean hasEnded(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException late) {
      return !process.isAlive();
    }
  }
}
