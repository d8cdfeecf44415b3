package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.HomeHolder.Reach;
import dev.holdfast.domain.state.StoreId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The holder of a home, by its record and by the kernel")
final class HolderEvidenceTest {

  private static final ProcessMark SELF = ProcessMark.ofThisProcess(Instant.EPOCH);
  private static final String NOBODY = "";
  private static final long HOLDER = 4_000_000;
  private static final String ONE = "pid:[1]";
  private static final String ANOTHER = "pid:[2]";

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectory(folder.toRealPath().resolve("home"));
    Files.createFile(home.resolve(HomeLocks.FILE_NAME));
  }

  @Test
  void a_process_that_lives_here_is_believed_unless_the_kernel_names_another() throws IOException {
    GatewayRecord record = record(home, SELF);

    for (String told : List.of(NOBODY, lockOf(SELF.pid()))) {
      GatewayPresence.Running seen = running(presence(told, record));

      assertThat(seen.reach()).isEqualTo(Reach.HERE);
      assertThat(seen.process()).contains(ProcessHandle.current());
    }
    assertUnbelieved(presence(lockOf(HOLDER), record));
  }

  @Test
  void the_same_home_under_another_path_is_known_by_its_lock() throws IOException {
    GatewayRecord mounted = record(Path.of("/data"), SELF);

    for (String told : List.of(NOBODY, lockOf(SELF.pid()))) {
      assertThat(running(presence(told, mounted)).record().home()).isEqualTo(home);
    }
  }

  @Test
  void a_lock_file_that_was_replaced_leaves_the_home_to_the_process_that_names_it()
      throws IOException {
    GatewayRecord record = record(home, SELF);
    GatewayRecord reused = record(home, startedBefore(SELF));
    GatewayRecord mounted = record(Path.of("/data"), SELF);
    Path other = Files.createFile(home.resolve("other"));
    Files.move(other, home.resolve(HomeLocks.FILE_NAME), StandardCopyOption.REPLACE_EXISTING);

    assertThat(running(presence(NOBODY, record)).footing())
        .isEqualTo(new GatewayPresence.Footing.WithoutLockFile());
    assertUnbelieved(presence(lockOf(HOLDER), record));
    assertUnbelieved(presence(NOBODY, reused));
    assertUnbelieved(presence(NOBODY, mounted));
  }

  @Test
  void a_record_that_a_copy_took_along_says_nothing_of_whoever_holds_the_copy() throws IOException {
    for (ProcessMark mark : List.of(SELF, inNamespace(ONE), ofAnotherMachine())) {
      GatewayRecord original = record(home, mark);
      Path copy = Files.createDirectory(home.resolveSibling("copy-" + mark.hashCode()));
      Files.copy(
          home.resolve(HomeLocks.FILE_NAME),
          copy.resolve(HomeLocks.FILE_NAME),
          StandardCopyOption.COPY_ATTRIBUTES);

      assertUnbelieved(evidence(NOBODY, Map.of()).presence(copy, List.of(original)));
      assertUnbelieved(
          evidence(lockOf(copy, HOLDER), Map.of(HOLDER, mark.pidNamespace()))
              .presence(copy, List.of(original)));
      assertUnbelieved(
          evidence(lockOf(copy, mark.pid()), Map.of()).presence(copy, List.of(original)));
    }
  }

  @Test
  void a_record_that_does_not_say_which_lock_it_is_of_is_not_believed() throws IOException {
    Files.delete(home.resolve(HomeLocks.FILE_NAME));

    assertThat(record(home, SELF).lock()).isEqualTo(LockMark.UNTOLD);
    assertUnbelieved(presence(NOBODY, record(home, SELF)));
  }

  @Test
  void a_gateway_of_another_container_is_believed_and_never_signalled() throws IOException {
    GatewayRecord elsewhere = record(Path.of("/data"), inNamespace(ONE));

    GatewayPresence.Running seen = running(presence(NOBODY, elsewhere));

    assertThat(seen.reach()).isEqualTo(Reach.ELSEWHERE);
    assertThat(seen.record().home()).isEqualTo(home);
    assertThat(seen.record().tokenFile()).isEqualTo(home.resolve("token"));
    assertThat(seen.evidence()).contains("container");
    assertThat(seen.process()).isEmpty();
  }

  @Test
  void a_holder_of_a_third_container_is_not_the_gateway_of_the_record() throws IOException {
    GatewayRecord elsewhere = record(home, inNamespace(ONE));

    assertUnbelieved(presence(lockOf(HOLDER), Map.of(HOLDER, ANOTHER), elsewhere));
    assertUnbelieved(presence(lockOf(HOLDER), Map.of(HOLDER, SELF.pidNamespace()), elsewhere));
    assertThat(running(presence(lockOf(HOLDER), Map.of(HOLDER, ONE), elsewhere)).reach())
        .isEqualTo(Reach.ELSEWHERE);
    assertThat(running(presence(lockOf(HOLDER), Map.of(HOLDER, ""), elsewhere)).reach())
        .as("the namespace of another user's process is not told")
        .isEqualTo(Reach.ELSEWHERE);
  }

  @Test
  void a_gateway_of_another_machine_is_believed_while_nobody_on_this_one_holds_the_lock()
      throws IOException {
    GatewayRecord remote = record(home, ofAnotherMachine());
    GatewayRecord renumbered =
        new GatewayRecord(
            remote.url(),
            remote.home(),
            remote.store(),
            remote.tokenFile(),
            remote.mark(),
            new LockMark(remote.lock().device() + 1, remote.lock().inode()));

    assertThat(running(presence(NOBODY, remote)).evidence()).contains("machine");
    assertThat(running(presence(NOBODY, renumbered)).reach()).isEqualTo(Reach.ELSEWHERE);
    assertUnbelieved(presence(lockOf(HOLDER), Map.of(HOLDER, SELF.pidNamespace()), remote));
    assertUnbelieved(presence(lockOf(HOLDER), Map.of(), remote));
  }

  @Test
  void one_record_that_does_not_fit_hides_none_that_does() throws IOException {
    assertThat(
            running(
                    presence(
                        NOBODY,
                        Map.of(),
                        record(Path.of("/gone"), ofADeadProcess()),
                        record(home, SELF)))
                .record())
        .isEqualTo(record(home, SELF));
  }

  private GatewayPresence presence(String locks, GatewayRecord record) throws IOException {
    return presence(locks, Map.of(), record);
  }

  private GatewayPresence presence(
      String locks, Map<Long, String> namespaces, GatewayRecord... records) throws IOException {
    return evidence(locks, namespaces).presence(home, List.of(records));
  }

  /** Evidence on a machine whose kernel tells this of its locks and of its processes. */
  private HolderEvidence evidence(String locks, Map<Long, String> namespaces) throws IOException {
    Path told = Files.writeString(folder.resolve("locks"), locks);
    return new HolderEvidence(
        new KernelLocks(told), SELF.bootId(), pid -> namespaces.getOrDefault(pid, ""));
  }

  private String lockOf(long pid) throws IOException {
    return lockOf(home, pid);
  }

  private static String lockOf(Path home, long pid) throws IOException {
    Path file = home.resolve(HomeLocks.FILE_NAME);
    long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
    return "1: POSIX  ADVISORY  WRITE %d %02x:%02x:%s 0 EOF%n"
        .formatted(pid, device >>> 8 & 0xfff, device & 0xff, Files.getAttribute(file, "unix:ino"));
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

  private static ProcessMark inNamespace(String namespace) {
    return new ProcessMark(
        SELF.pid(), SELF.bootId(), namespace, SELF.startTicks(), SELF.startedAt());
  }

  private static ProcessMark ofAnotherMachine() {
    return new ProcessMark(
        SELF.pid(), "another", SELF.pidNamespace(), SELF.startTicks(), SELF.startedAt());
  }

  private static ProcessMark startedBefore(ProcessMark mark) {
    return new ProcessMark(
        mark.pid(), mark.bootId(), mark.pidNamespace(), mark.startTicks() - 1, mark.startedAt());
  }

  private static ProcessMark ofADeadProcess() {
    return new ProcessMark(
        HOLDER, SELF.bootId(), SELF.pidNamespace(), SELF.startTicks(), SELF.startedAt());
  }

  private static GatewayPresence.Running running(GatewayPresence presence) {
    assertThat(presence).isInstanceOf(GatewayPresence.Running.class);
    return (GatewayPresence.Running) presence;
  }

  private static void assertUnbelieved(GatewayPresence presence) {
    assertThat(presence)
        .isInstanceOfAny(GatewayPresence.Unannounced.class, GatewayPresence.HeldUnknown.class);
  }
}
