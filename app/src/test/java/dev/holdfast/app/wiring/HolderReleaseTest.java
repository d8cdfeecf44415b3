package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.files.GatewayRecord;
import dev.holdfast.app.files.GatewayRecords;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.HomeLocks;
import dev.holdfast.app.files.LockAttempt;
import dev.holdfast.app.files.Publication;
import dev.holdfast.app.files.PublishedRecord;
import dev.holdfast.app.wiring.HomeHolderProcess.Manner;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.HomeHolder.Reach;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.HomeRelease;
import dev.holdfast.ports.in.HomeRelease.Ending;
import dev.holdfast.ports.in.HomeRelease.Signal;
import dev.holdfast.ports.in.HomeRelease.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A home is freed from a process that holds it")
class HolderReleaseTest {

  @TempDir private Path folder;
  private Path home;
  private final Surroundings surroundings = Surroundings.ofThisProcess();
  private final HomeLocks locks = surroundings.locks();
  private final HomeRelease release =
      new HolderRelease(
          surroundings.records(), locks, Duration.ofMillis(100), HomeRelease::patienceWith);
  private final List<String> sent = new ArrayList<>();

  @BeforeEach
  void findHome() throws IOException {
    home = folder.toRealPath();
  }

  @Test
  void a_process_that_ends_when_asked_is_only_asked() throws IOException {
    try (HomeHolderProcess holder = HomeHolderProcess.holding(home, Manner.ENDS)) {
      assertThat(end(gateway(holder, Reach.HERE)))
          .isEqualTo(new Ending.Ended(holder.pid(), Signal.TERM));
      assertThat(sent).containsExactly("TERM " + holder.pid());
    }
  }

  @Test
  void one_that_hangs_is_killed_and_its_lock_is_free() throws IOException {
    try (HomeHolderProcess holder = HomeHolderProcess.holding(home, Manner.HANGS)) {
      HomeHolder unannounced =
          new HomeHolder.Unannounced(holder.pid(), holder.since(), "by the kernel");

      HomeRelease impatient =
          new HolderRelease(
              surroundings.records(),
              locks,
              Duration.ZERO,
              whose -> Duration.ofMillis(whose.equals(unannounced) ? 300 : 60_000));

      assertThat(impatient.end(home.toString(), unannounced, this::note))
          .isEqualTo(new Ending.Ended(holder.pid(), Signal.KILL));

      assertThat(sent).containsExactly("TERM " + holder.pid(), "KILL " + holder.pid());
      assertThat(locks.acquire(home)).isInstanceOf(LockAttempt.Acquired.class);
    }
  }

  @Test
  void the_record_that_a_killed_one_left_is_taken_away_and_that_of_another_stays()
      throws IOException {
    Path file = home.resolve(GatewayRecords.FILE_NAME);
    String ofThisProcess = recordOfThisProcess(file);
    String self = "\"pid\":" + ProcessHandle.current().pid();
    HomeRelease impatient =
        new HolderRelease(
            surroundings.records(), locks, Duration.ZERO, whose -> Duration.ofMillis(300));

    try (HomeHolderProcess holder = HomeHolderProcess.holding(home, Manner.HANGS)) {
      assertThat(ofThisProcess).contains(self);
      Files.writeString(file, ofThisProcess.replace(self, "\"pid\":" + holder.pid()));
      assertThat(impatient.end(home.toString(), unannounced(holder), this::note))
          .isEqualTo(new Ending.Ended(holder.pid(), Signal.KILL));
      assertThat(file).doesNotExist();
    }
    try (HomeHolderProcess holder = HomeHolderProcess.holding(home, Manner.HANGS)) {
      String ofAnother = ofThisProcess.replace(self, "\"pid\":4194303");
      Files.writeString(file, ofAnother);
      assertThat(impatient.end(home.toString(), unannounced(holder), this::note))
          .isEqualTo(new Ending.Ended(holder.pid(), Signal.KILL));
      assertThat(file).hasContent(ofAnother);
    }
  }

  private String recordOfThisProcess(Path file) throws IOException {
    try (HomeLock lock = ((LockAttempt.Acquired) locks.acquire(home)).lock()) {
      GatewayRecord record =
          GatewayRecord.ofThisProcess(
              "http://127.0.0.1:1",
              lock,
              new StoreId("store-1"),
              home.resolve("token"),
              Instant.EPOCH);
      try (PublishedRecord _ =
          ((Publication.Published) surroundings.records().publish(record)).record()) {
        return Files.readString(file);
      }
    }
  }

  private static HomeHolder unannounced(HomeHolderProcess holder) {
    return new HomeHolder.Unannounced(holder.pid(), holder.since(), "by the kernel");
  }

  @Test
  void a_process_that_began_at_another_time_is_another_one_and_left_alone() throws IOException {
    try (HomeHolderProcess holder = HomeHolderProcess.holding(home, Manner.ENDS)) {
      Instant earlier = holder.since().minusSeconds(1);

      assertThat(end(new HomeHolder.Unannounced(holder.pid(), earlier, "by its record")))
          .isInstanceOf(Ending.NotSignalled.class);

      assertThat(sent).isEmpty();
      assertThat(holder.isAlive()).isTrue();
    }
  }

  @Test
  void a_number_that_counts_elsewhere_is_never_signalled() throws IOException {
    try (HomeHolderProcess holder = HomeHolderProcess.holding(home, Manner.ENDS)) {
      assertThat(end(gateway(holder, Reach.ELSEWHERE))).isInstanceOf(Ending.NotSignalled.class);
      assertThat(end(new HomeHolder.Unknown("nothing is known")))
          .isInstanceOf(Ending.NotSignalled.class);

      assertThat(sent).isEmpty();
      assertThat(holder.isAlive()).isTrue();
    }
  }

  @Test
  void a_home_that_nobody_holds_any_more_needs_no_signal() {
    HomeHolder gone = new HomeHolder.Unannounced(1, Instant.EPOCH, "by its record");

    assertThat(end(gone)).isEqualTo(new Ending.WasFree());
    assertThat(end(new HomeHolder.Nobody())).isEqualTo(new Ending.WasFree());
    assertThat(sent).isEmpty();
  }

  @Test
  void a_holder_that_is_about_to_give_the_home_back_gets_no_signal() throws Exception {
    HomeRelease asIs = new HolderRelease(surroundings.records(), locks);
    HomeLock lock = ((LockAttempt.Acquired) locks.acquire(home)).lock();
    HomeHolder self =
        new HomeHolder.Unannounced(
            ProcessHandle.current().pid(),
            ProcessHandle.current().info().startInstant().orElseThrow(),
            "by the kernel");

    // Until then it is looked at and found held.
    CompletableFuture<Void> givenBack =
        CompletableFuture.runAsync(
            lock::close, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));

    assertThat(asIs.end(home.toString(), self, this::note)).isEqualTo(new Ending.WasFree());
    givenBack.get();
    assertThat(sent).isEmpty();
  }

  @Test
  void a_process_that_may_let_its_turns_end_has_longer_than_they_and_one_found_silent_has_not() {
    HomeHolder unheard = new HomeHolder.Unannounced(1, Instant.EPOCH, "by the kernel");
    HomeHolder silent =
        new HomeHolder.Gateway(
            "http://127.0.0.1:1", 1, Instant.EPOCH, new StoreId("s"), Reach.HERE, "its record");

    assertThat(HomeRelease.patienceWith(unheard)).isGreaterThan(Duration.ofSeconds(40));
    assertThat(HomeRelease.patienceWith(silent)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void waiting_ends_with_the_lock_or_with_patience() {
    assertThat(release.await(home.toString(), Duration.ofMillis(1))).isEqualTo(Waiting.FREE);
    try (HomeLock _ = ((LockAttempt.Acquired) locks.acquire(home)).lock()) {
      assertThat(release.await(home.toString(), Duration.ofMillis(120)))
          .isEqualTo(Waiting.STILL_HELD);
    }
    assertThat(release.await(home.toString(), Duration.ofMillis(1))).isEqualTo(Waiting.FREE);
  }

  private Ending end(HomeHolder holder) {
    return release.end(home.toString(), holder, this::note);
  }

  private void note(Signal signal, long pid) {
    sent.add(signal + " " + pid);
  }

  private static HomeHolder gateway(HomeHolderProcess holder, Reach reach) {
    return new HomeHolder.Gateway(
        "http://127.0.0.1:1",
        holder.pid(),
        holder.since(),
        new StoreId("store-1"),
        reach,
        "its record");
  }
}
