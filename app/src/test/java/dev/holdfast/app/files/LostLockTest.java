package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.files.GatewayPresence.Footing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A gateway whose lock file or home is not where it was")
final class LostLockTest {

  private static final UserId SELF = UserId.ofThisProcess();

  @TempDir private Path folder;
  private Path home;
  private Path runtime;
  private HomeLocks locks;
  private GatewayRecords records;

  @BeforeEach
  void makeFolders() throws IOException {
    Path real = folder.toRealPath();
    home = Files.createDirectory(real.resolve("home"));
    runtime = Files.createDirectory(real.resolve("runtime"), DurableFiles.PRIVATE_FOLDER);
    Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", runtime.toString());
    locks = new HomeLocks(environment, SELF, real.resolve("no-users"));
    records = new GatewayRecords(environment, SELF, real.resolve("no-users"), locks);
  }

  @Test
  void a_gateway_whose_lock_file_is_another_or_gone_still_holds_its_home() throws Exception {
    try (GatewayStandIn gateway = GatewayStandIn.holding(home, runtime)) {
      Path file = home.resolve(HomeLocks.FILE_NAME);
      Path other = Files.createFile(home.resolve("other"));
      for (Damage damage :
          List.<Damage>of(
              () -> Files.move(other, file, StandardCopyOption.REPLACE_EXISTING),
              () -> Files.delete(file))) {
        damage.done();

        GatewayPresence.Running seen = running(records.presence(home));
        assertThat(seen.record().pid()).isEqualTo(gateway.pid());
        assertThat(seen.evidence()).contains("its lock file was replaced or removed");
        assertThat(seen.footing()).isEqualTo(new Footing.WithoutLockFile());
        assertThat(seen.process()).map(ProcessHandle::pid).contains(gateway.pid());
        assertThat(records.running()).containsExactly(seen.record());
        assertThat(locks.acquire(home)).isInstanceOf(LockAttempt.HeldElsewhere.class);
        assertThat(locks.probe(home)).isInstanceOf(LockState.Held.class);
      }
      assertThat(file).as("who is refused makes no lock file").doesNotExist();

      gateway.kill();

      assertThat(records.presence(home)).isInstanceOf(GatewayPresence.NotRunning.class);
      acquired(home).close();
    }
  }

  @Test
  void so_does_one_in_another_container_of_which_only_its_lock_is_seen() throws Exception {
    try (GatewayStandIn gateway = GatewayStandIn.holding(home, runtime)) {
      for (Path record : List.of(home.resolve("gateway.json"), fileBelow(runtime))) {
        String told = Files.readString(record);
        String namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        assertThat(told).contains(namespace);
        Files.writeString(record, told.replace(namespace, "pid:[1]"));
      }
      Files.delete(home.resolve(HomeLocks.FILE_NAME));

      assertThat(locks.probe(home)).isInstanceOf(LockState.Held.class);
      assertThat(locks.acquire(home)).isInstanceOf(LockAttempt.HeldElsewhere.class);

      gateway.kill();

      acquired(home).close();
    }
  }

  private static Path fileBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  void a_copy_of_the_home_of_a_gateway_is_free() throws Exception {
    try (GatewayStandIn gateway = GatewayStandIn.holding(home, runtime)) {
      Path copy = Files.createDirectory(home.resolveSibling("copy"));
      for (Path file : listing(home)) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }

      assertThat(copy.resolve("gateway.json")).exists();
      assertThat(running(records.presence(home)).record().pid()).isEqualTo(gateway.pid());
      assertThat(records.presence(copy)).isInstanceOf(GatewayPresence.NotRunning.class);
      acquired(copy).close();
    }
  }

  @Test
  void a_home_that_was_moved_under_its_gateway_is_told_with_where_it_was() throws Exception {
    try (GatewayStandIn gateway = GatewayStandIn.holding(home, runtime)) {
      Path moved = Files.move(home, home.resolveSibling("moved"));

      GatewayPresence.Running seen = running(records.presence(moved));

      assertThat(seen.record().pid()).isEqualTo(gateway.pid());
      assertThat(seen.footing()).isEqualTo(new Footing.Moved(home));
      assertThat(seen.evidence()).contains("moved from " + home);
    }
  }

  @Test
  void a_home_that_was_put_in_the_place_of_a_moved_one_is_not_the_gateways() throws Exception {
    try (GatewayStandIn gateway = GatewayStandIn.holding(home, runtime)) {
      Path moved = Files.move(home, home.resolveSibling("moved"));
      Files.createDirectory(home);

      assertThat(records.presence(home))
          .isInstanceOfSatisfying(
              GatewayPresence.Unannounced.class,
              holder -> {
                assertThat(holder.pid()).isEqualTo(gateway.pid());
                assertThat(holder.evidence()).contains("moved to " + moved);
                assertThat(holder.process()).map(ProcessHandle::pid).contains(gateway.pid());
              });
      assertThat(locks.acquire(home)).isInstanceOf(LockAttempt.HeldElsewhere.class);
      assertThat(home).isEmptyDirectory();
    }
  }

  @Test
  void the_copy_of_a_record_is_enough_where_that_of_the_home_is_gone_too() throws Exception {
    try (GatewayStandIn gateway = GatewayStandIn.holding(home, runtime)) {
      Files.delete(home.resolve(HomeLocks.FILE_NAME));
      Files.delete(home.resolve(GatewayRecords.FILE_NAME));

      assertThat(running(records.presence(home)).record().pid()).isEqualTo(gateway.pid());
      assertThat(locks.acquire(home)).isInstanceOf(LockAttempt.HeldElsewhere.class);
    }
  }

  @Test
  void a_lock_knows_whether_it_still_is_that_of_its_home() throws IOException {
    try (HomeLock lock = acquired(home)) {
      assertThat(lock.isLost()).isFalse();

      Path away = Files.move(home.resolve(HomeLocks.FILE_NAME), home.resolve("away"));
      assertThat(lock.isLost()).isTrue();
      Files.createFile(home.resolve(HomeLocks.FILE_NAME));
      assertThat(lock.isLost()).isTrue();

      Files.move(away, home.resolve(HomeLocks.FILE_NAME), StandardCopyOption.REPLACE_EXISTING);
      assertThat(lock.isLost()).isFalse();

      Files.move(home, home.resolveSibling("moved"));
      assertThat(lock.isLost()).isTrue();
    }
  }

  @Test
  void a_home_that_was_moved_away_is_no_full_disk() throws IOException {
    Files.delete(home);

    assertThat(new HomeDiskSpace(home).usableBytes()).isPositive();
  }

  private interface Damage {
    void done() throws IOException;
  }

  private HomeLock acquired(Path of) {
    return ((LockAttempt.Acquired) locks.acquire(of)).lock();
  }

  private static GatewayPresence.Running running(GatewayPresence presence) {
    assertThat(presence).isInstanceOf(GatewayPresence.Running.class);
    return (GatewayPresence.Running) presence;
  }

  private static List<Path> listing(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.toList();
    }
  }
}
