package dev.holdfast.app.usecase;

import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.out.env.Storage;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells whether the gateway can serve. */
final class ReadinessService implements Readiness {

  /** How long a commit of the probe counts: anybody may ask, and each probe writes to the disk. */
  private static final Duration PROBE_HOLDS = Duration.ofSeconds(1);

  /** A store that takes longer to commit does not answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Lifecycle lifecycle;
  private final FreeSpace space;
  private final Storage storage;
  private final AtomicReference<@Nullable Probe> last = new AtomicReference<>();

  @Inject
  ReadinessService(Lifecycle lifecycle, FreeSpace space, Storage storage) {
    this.lifecycle = lifecycle;
    this.space = space;
    this.storage = storage;
  }

  @Override
  public State lifecycle() {
    return lifecycle.stage().state();
  }

  @Override
  public Report report() {
    Lifecycle.Stage stage = lifecycle.stage();
    if (stage.state() != State.READY) {
      return new Report(stage.state(), stage.details());
    }
    return new Report(storeState(), stage.details());
  }

  private State storeState() {
    if (space.isBelowFloor()) {
      return State.OUT_OF_SPACE;
    }
    return probe().succeeds() ? State.READY : State.STORE_NOT_ANSWERING;
  }

  /** The probe under way, one that still counts, or a new one. */
  private Probe probe() {
    Probe known = last.get();
    if (known != null && known.counts()) {
      return known;
    }
    Probe fresh = new Probe(new CompletableFuture<>(), System.nanoTime());
    if (!last.compareAndSet(known, fresh)) {
      return probe();
    }
    Thread.ofVirtual()
        .name("readiness-probe")
        .start(() -> fresh.committed().complete(storage.probe()));
    return fresh;
  }

  private record Probe(CompletableFuture<Boolean> committed, long atNanos) {

    boolean counts() {
      return !committed.isDone() || age() < PROBE_HOLDS.toNanos();
    }

    boolean succeeds() {
      try {
        return committed.get(Math.max(0, PATIENCE.toNanos() - age()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      } catch (ExecutionException | TimeoutException unanswered) {
        return false;
      }
    }

    private long age() {
      return System.nanoTime() - atNanos;
    }
  }
}
