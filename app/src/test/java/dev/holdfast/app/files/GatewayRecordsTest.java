package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.StoreId;
import java.io.IOException;
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
    GatewayRecord record = recordOfThisProcess();
    try (HomeLock _ = lock();
        PublishedRecord _ = published(record)) {
      assertThat(records.presence(home)).isEqualTo(new GatewayPresence.Running(record));
      assertThat(records.running()).containsExactly(record);
    }
  }

  @Test
  void it_stands_alone_and_private_in_a_private_folder() throws IOException {
    try (HomeLock _ = lock();
        PublishedRecord published = published(recordOfThisProcess())) {
      assertThat(mode(runtime.resolve("holdfast"))).isEqualTo("rwx------");
      assertThat(mode(published.file())).isEqualTo("rw-------");
      assertThat(listing(runtime.resolve("holdfast"))).containsExactly(published.file());
    }
  }

  @Test
  void a_withdrawn_record_leaves_nothing() throws IOException {
    PublishedRecord published = published(recordOfThisProcess());

    published.close();
    published.close();

    assertThat(listing(runtime.resolve("holdfast"))).isEmpty();
  }

  @Test
  void a_record_is_not_believed_when_the_lock_is_free() {
    try (PublishedRecord _ = published(recordOfThisProcess())) {
      assertThat(records.presence(home)).isInstanceOf(GatewayPresence.NotRunning.class);
      assertThat(records.running()).isEmpty();
    }
  }

  @Test
  void a_held_lock_without_a_record_is_an_unknown_holder() {
    try (HomeLock _ = lock()) {
      assertThat(records.presence(home)).isInstanceOf(GatewayPresence.HeldUnknown.class);
    }
  }

  @Test
  void a_record_whose_process_number_was_given_to_another_is_not_believed() {
    GatewayRecord now = recordOfThisProcess();
    GatewayRecord older =
        new GatewayRecord(
            now.url(),
            home,
            now.store(),
            now.tokenFile(),
            now.pid(),
            now.startedAt().minusSeconds(60));
    try (HomeLock _ = lock();
        PublishedRecord _ = published(older)) {
      assertThat(records.presence(home)).isInstanceOf(GatewayPresence.HeldUnknown.class);
    }
  }

  @Test
  void a_record_of_another_home_under_our_name_is_not_believed() throws IOException {
    try (HomeLock _ = lock();
        PublishedRecord published = published(recordOfThisProcess())) {
      String foreign = Files.readString(published.file()).replace(home.toString(), "/elsewhere");
      Files.writeString(published.file(), foreign);

      assertThat(records.presence(home)).isInstanceOf(GatewayPresence.HeldUnknown.class);
    }
  }

  @Test
  void a_damaged_record_is_no_record() throws IOException {
    try (HomeLock _ = lock();
        PublishedRecord published = published(recordOfThisProcess())) {
      for (String damage : List.of("", "{", "[]", "{\"url\":1}", "x".repeat(70_000))) {
        Files.writeString(published.file(), damage);

        assertThat(records.presence(home)).isInstanceOf(GatewayPresence.HeldUnknown.class);
        assertThat(records.running()).isEmpty();
      }
    }
  }

  @Test
  void a_new_record_replaces_a_stale_one() {
    published(new GatewayRecord("http://old", home, new StoreId("old"), home.resolve("t"), 1, NOW));
    GatewayRecord record = recordOfThisProcess();

    try (HomeLock _ = lock();
        PublishedRecord _ = published(record)) {
      assertThat(records.presence(home)).isEqualTo(new GatewayPresence.Running(record));
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
  void without_any_runtime_folder_publishing_says_so() {
    GatewayRecords nowhere =
        new GatewayRecords(RuntimeFolders.of(Map.of(), SELF, folder.resolve("none")), SELF, locks);

    assertThat(nowhere.publish(recordOfThisProcess())).isInstanceOf(Publication.NotPublished.class);
  }

  private GatewayRecord recordOfThisProcess() {
    return GatewayRecord.ofThisProcess(
        "http://127.0.0.1:18790", home, new StoreId("store"), home.resolve("token"), NOW);
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
