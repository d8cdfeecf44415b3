package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.HomeHolder.Reach;
import dev.holdfast.domain.state.StoreId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The record of a running gateway")
final class GatewayRecordsTest {

  private static final UserId SELF = UserId.ofThisProcess();
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path folder;
  private Path home;
  private Path runtime;
  private final HomeLocks locks = new HomeLocks();
  private GatewayRecords records;

  @BeforeEach
  void makeFolders() throws IOException {
    Path real = folder.toRealPath();
    home = Files.createDirectory(real.resolve("home"));
    runtime = Files.createDirectory(real.resolve("runtime"), DurableFiles.PRIVATE_FOLDER);
    records = recordsIn(runtime);
  }

  @Test
  void what_is_published_is_found_while_the_lock_is_held() {
    try (HomeLock _ = lock();
        PublishedRecord _ = published(recordOfThisProcess())) {
      GatewayRecord record = recordOfThisProcess();

      assertThat(running(records.presence(home)).record()).isEqualTo(record);
      assertThat(running(records.presence(home)).reach()).isEqualTo(Reach.HERE);
      assertThat(records.running()).containsExactly(record);
    }
  }

  @Test
  void it_stands_private_in_the_home_and_alone_in_a_private_folder() throws IOException {
    try (HomeLock _ = lock();
        PublishedRecord published = published(recordOfThisProcess())) {
      Path copy = published.files().getLast();

      assertThat(published.files().getFirst()).isEqualTo(home.resolve("gateway.json"));
      assertThat(mode(home.resolve("gateway.json"))).isEqualTo("rw-------");
      assertThat(mode(runtime.resolve("holdfast"))).isEqualTo("rwx------");
      assertThat(mode(copy)).isEqualTo("rw-------");
      assertThat(listing(runtime.resolve("holdfast"))).containsExactly(copy);
    }
  }

  @Test
  void a_withdrawn_record_leaves_nothing() throws IOException {
    PublishedRecord published = published(recordOfThisProcess());

    published.close();
    published.close();

    assertThat(listing(runtime.resolve("holdfast"))).isEmpty();
    assertThat(home.resolve("gateway.json")).doesNotExist();
  }

  @Test
  void a_record_is_not_believed_when_the_lock_is_free() {
    try (PublishedRecord _ = published(recordOfThisProcess())) {
      assertThat(records.presence(home)).isInstanceOf(GatewayPresence.NotRunning.class);
      assertThat(records.running()).isEmpty();
    }
  }

  @Test
  void a_held_lock_without_a_record_names_the_process_that_holds_it() {
    try (HomeLock _ = lock()) {
      assertThat(records.presence(home))
          .isInstanceOfSatisfying(
              GatewayPresence.Unannounced.class,
              holder -> {
                assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
                assertThat(holder.evidence()).contains("java");
                assertThat(holder.process()).contains(ProcessHandle.current());
              });
    }
  }

  @Test
  void without_the_kernels_word_a_held_lock_has_an_unknown_holder() {
    HolderEvidence untold = evidence("");

    assertThat(untold.presence(home, List.of())).isInstanceOf(GatewayPresence.HeldUnknown.class);
  }

  @Test
  void a_record_whose_process_number_was_given_to_another_is_not_believed() {
    ProcessMark self = recordOfThisProcess().mark();
    ProcessMark reused =
        new ProcessMark(
            self.pid(),
            self.bootId(),
            self.pidNamespace(),
            self.startTicks() - 1,
            self.startedAt());
    try (HomeLock _ = lock();
        PublishedRecord _ = published(record(home, reused))) {
      assertThat(records.presence(home)).isInstanceOf(GatewayPresence.Unannounced.class);
      assertThat(evidence("").presence(home, List.of(record(home, reused))))
          .isInstanceOf(GatewayPresence.HeldUnknown.class);
    }
  }

  @Test
  void a_clock_that_was_set_since_changes_nothing() {
    ProcessMark self = recordOfThisProcess().mark();
    ProcessMark before =
        new ProcessMark(
            self.pid(), self.bootId(), self.pidNamespace(), self.startTicks(), Instant.EPOCH);
    try (HomeLock _ = lock();
        PublishedRecord _ = published(record(home, before))) {
      assertThat(running(records.presence(home)).reach()).isEqualTo(Reach.HERE);
    }
  }

  @Test
  void a_record_of_a_process_that_is_dead_is_not_believed() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    ProcessMark self = recordOfThisProcess().mark();
    ProcessMark mark =
        new ProcessMark(
            dead.pid(), self.bootId(), self.pidNamespace(), self.startTicks(), self.startedAt());
    try (HomeLock _ = lock();
        PublishedRecord _ = published(record(home, mark))) {
      assertThat(records.presence(home)).isInstanceOf(GatewayPresence.Unannounced.class);
    }
  }

  @Test
  void a_gateway_that_a_signal_stopped_is_named_and_said_to_be_stopped() throws Exception {
    try (GatewayStandIn gateway = GatewayStandIn.holding(home, runtime)) {
      gateway.stop();

      GatewayPresence.Running seen = running(records.presence(home));

      assertThat(seen.record().pid()).isEqualTo(gateway.pid());
      assertThat(seen.evidence()).contains("kill -CONT " + gateway.pid());
      assertThat(seen.process()).map(ProcessHandle::pid).contains(gateway.pid());
    }
  }

  @Test
  void a_command_that_is_led_to_the_home_finds_it_without_any_runtime_folder() {
    GatewayRecords nowhere =
        new GatewayRecords(RuntimeFolders.of(Map.of(), SELF, folder.resolve("none")), SELF, locks);
    try (HomeLock _ = lock();
        PublishedRecord _ = published(recordOfThisProcess())) {
      assertThat(running(nowhere.presence(home)).record()).isEqualTo(recordOfThisProcess());
      assertThat(nowhere.running()).isEmpty();
    }
  }

  @Test
  void a_damaged_record_is_no_record() throws IOException {
    try (HomeLock _ = lock();
        PublishedRecord published = published(recordOfThisProcess())) {
      for (String damage : List.of("", "{", "[]", "{\"url\":1}", "x".repeat(70_000))) {
        for (Path file : published.files()) {
          Files.writeString(file, damage);
        }

        assertThat(records.presence(home)).isInstanceOf(GatewayPresence.Unannounced.class);
        assertThat(records.running()).isEmpty();
      }
    }
  }

  @Test
  void a_new_record_replaces_a_stale_one() {
    published(record(home, markElsewhere(recordOfThisProcess().mark())));
    try (HomeLock _ = lock();
        PublishedRecord _ = published(recordOfThisProcess())) {
      GatewayRecord record = recordOfThisProcess();

      assertThat(running(records.presence(home)).record()).isEqualTo(record);
    }
  }

  @Test
  void a_missing_home_runs_nothing_and_nothing_is_created() throws IOException {
    assertThat(records.presence(home.resolve("none")))
        .isInstanceOf(GatewayPresence.NotRunning.class);
    assertThat(records.running()).isEmpty();
    assertThat(listing(home)).isEmpty();
    assertThat(listing(runtime)).isEmpty();
  }

  @Test
  void a_gateway_in_another_process_is_found_and_forgotten_when_it_was_killed() throws Exception {
    try (GatewayStandIn gateway = GatewayStandIn.holding(home, runtime)) {
      assertThat(records.running())
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.pid()).isEqualTo(gateway.pid());
                assertThat(record.store()).isEqualTo(GatewayStandIn.STORE);
                assertThat(record.home()).isEqualTo(home);
              });

      gateway.kill();

      assertThat(records.presence(home)).isInstanceOf(GatewayPresence.NotRunning.class);
    }
  }

  @Test
  void a_command_with_other_variables_finds_it_in_the_folder_of_the_system() throws IOException {
    Path users = Files.createDirectory(folder.resolve("users"));
    Files.createDirectory(users.resolve(SELF.toString()), DurableFiles.PRIVATE_FOLDER);
    GatewayRecords service =
        new GatewayRecords(RuntimeFolders.of(Map.of(), SELF, users), SELF, locks);
    GatewayRecords shell =
        new GatewayRecords(
            RuntimeFolders.of(Map.of("XDG_RUNTIME_DIR", runtime.toString()), SELF, users),
            SELF,
            locks);

    try (HomeLock _ = lock();
        PublishedRecord _ =
            ((Publication.Published) service.publish(recordOfThisProcess())).record()) {
      assertThat(shell.presence(home)).isInstanceOf(GatewayPresence.Running.class);
    }
  }

  @Test
  void without_any_runtime_folder_publishing_says_who_finds_it() {
    GatewayRecords nowhere =
        new GatewayRecords(RuntimeFolders.of(Map.of(), SELF, folder.resolve("none")), SELF, locks);

    Publication.Published published =
        (Publication.Published) nowhere.publish(recordOfThisProcess());

    assertThat(published.findings()).extracting(Finding::id).containsExactly("gateway-not-listed");
  }

  @Test
  void without_any_place_publishing_says_so() throws IOException {
    GatewayRecords nowhere =
        new GatewayRecords(RuntimeFolders.of(Map.of(), SELF, folder.resolve("none")), SELF, locks);
    Files.createDirectories(home.resolve("gateway.json/full"));

    assertThat(nowhere.publish(recordOfThisProcess())).isInstanceOf(Publication.NotPublished.class);
  }

  private GatewayRecord recordOfThisProcess() {
    return new GatewayRecord(
        "http://127.0.0.1:18790",
        home,
        new StoreId("store"),
        home.resolve("token"),
        ProcessMark.ofThisProcess(NOW),
        LockMark.of(home));
  }

  private GatewayRecord record(Path of, ProcessMark mark) {
    return new GatewayRecord(
        "http://127.0.0.1:1",
        of,
        new StoreId("store"),
        of.resolve("token"),
        mark,
        LockMark.of(home));
  }

  private static ProcessMark markElsewhere(ProcessMark mark) {
    return new ProcessMark(
        mark.pid(), mark.bootId(), "pid:[1]", mark.startTicks(), mark.startedAt());
  }

  /** Evidence on a machine whose kernel tells this of its locks. */
  private HolderEvidence evidence(String locksText) {
    try {
      Path told = Files.writeString(folder.resolve("locks"), locksText);
      return new HolderEvidence(
          new KernelLocks(told), ProcessMark.ofThisProcess(NOW).bootId(), ProcessMark::namespaceOf);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static GatewayPresence.Running running(GatewayPresence presence) {
    assertThat(presence).isInstanceOf(GatewayPresence.Running.class);
    return (GatewayPresence.Running) presence;
  }

  private GatewayRecords recordsIn(Path root) {
    return new GatewayRecords(
        RuntimeFolders.of(
            Map.of("XDG_RUNTIME_DIR", root.toString()), SELF, folder.resolve("no-users")),
        SELF,
        locks);
  }

  private PublishedRecord published(GatewayRecord record) {
    return ((Publication.Published) records.publish(record)).record();
  }

  private HomeLock lock() {
    return ((LockAttempt.Acquired) locks.acquire(home)).lock();
  }

  private static List<Path> listing(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.toList();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
