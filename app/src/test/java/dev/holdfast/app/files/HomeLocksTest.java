package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.Medium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The lock of a home")
final class HomeLocksTest {

  @TempDir private Path folder;
  private Path home;
  private final HomeLocks locks = new HomeLocks();

  @BeforeEach
  void makeHome() throws IOException {
    home = folder.toRealPath();
  }

  @Test
  void a_free_home_is_locked_by_a_private_file() throws IOException {
    try (HomeLock lock = acquired()) {
      assertThat(lock.home()).isEqualTo(home);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
      assertThat(locks.probe(home)).isInstanceOf(LockState.Held.class);
    }
  }

  @Test
  void a_second_holder_in_this_process_is_refused() {
    try (HomeLock _ = acquired()) {
      assertThat(new HomeLocks().acquire(home)).isInstanceOf(LockAttempt.HeldElsewhere.class);
    }
  }

  @Test
  void looking_from_the_holders_process_does_not_drop_the_lock() throws Exception {
    try (HomeLock _ = acquired()) {
      locks.probe(home);
      locks.acquire(home);

      assertThat(seenFromAnotherProcess()).isEqualTo("Held");
    }
  }

  @Test
  void a_lock_given_back_can_be_taken_again() {
    acquired().close();

    assertThat(locks.probe(home)).isInstanceOf(LockState.Free.class);
    acquired().close();
  }

  @Test
  void giving_back_twice_does_not_give_back_a_later_lock() {
    HomeLock first = acquired();
    first.close();
    try (HomeLock _ = acquired()) {
      first.close();

      assertThat(locks.probe(home)).isInstanceOf(LockState.Held.class);
      assertThat(locks.acquire(home)).isInstanceOf(LockAttempt.HeldElsewhere.class);
    }
  }

  @Test
  void a_home_held_by_another_process_is_refused_until_that_ends() throws Exception {
    try (GatewayStandIn other = GatewayStandIn.holding(home, home)) {
      assertThat(locks.probe(home)).isInstanceOf(LockState.Held.class);
      assertThat(locks.acquire(home)).isInstanceOf(LockAttempt.HeldElsewhere.class);

      other.kill();

      assertThat(locks.probe(home)).isInstanceOf(LockState.Free.class);
      acquired().close();
    }
  }

  @Test
  void looking_at_a_home_without_a_lock_file_creates_nothing() {
    assertThat(locks.probe(home)).isInstanceOf(LockState.Free.class);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void in_the_home_of_another_no_lock_file_is_made() throws IOException {
    if (UserId.ofThisProcess().value() != 0) {
      // Only root may write in the home of another; to anybody else the system says no.
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-x------"));
    } else {
      Files.setAttribute(home, "unix:uid", 1);
    }

    assertThat(locks.acquire(home)).isInstanceOf(LockAttempt.Failed.class);
    assertThat(file()).doesNotExist();
  }

  @Test
  void who_cannot_lock_is_told_what_helps() {
    assertThat(HomeLocks.remedy(Medium.READ_ONLY)).contains("mount it for writing");
    assertThat(HomeLocks.remedy(Medium.WRITABLE)).contains("writable for this user");
  }

  @Test
  void a_lock_file_that_is_a_link_is_not_followed() throws IOException {
    Path target = Files.writeString(home.resolve("target"), "");
    Files.createSymbolicLink(file(), target);

    assertThat(locks.acquire(home)).isInstanceOf(LockAttempt.Failed.class);
    assertThat(locks.probe(home)).isInstanceOf(LockState.Unknown.class);
  }

  private HomeLock acquired() {
    return ((LockAttempt.Acquired) locks.acquire(home)).lock();
  }

  private Path file() {
    return home.resolve(HomeLocks.FILE_NAME);
  }

  private String seenFromAnotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** Looks at the lock from a process of its own. */
  static final class Probe {

    private Probe() {}

    public static void main(String[] arguments) {
      LockState state = new HomeLocks().probe(Path.of(arguments[0]));
      System.out.println(state.getClass().getSimpleName());
    }
  }
}
