package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The holder of a lock as the kernel tells it")
final class KernelLocksTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.createFile(folder.toRealPath().resolve("lock"));
  }

  @Test
  void a_real_lock_names_this_process() {
    HomeLocks locks = new HomeLocks();
    Path home = file.getParent();

    try (HomeLock _ = ((LockAttempt.Acquired) locks.acquire(home)).lock()) {
      assertThat(new KernelLocks().holderOf(home.resolve(HomeLocks.FILE_NAME)))
          .hasValue(ProcessHandle.current().pid());
    }
    assertThat(new KernelLocks().holderOf(home.resolve(HomeLocks.FILE_NAME))).isEmpty();
  }

  @Test
  void the_line_of_the_file_is_found_among_others() throws IOException {
    String text =
        """
        1: POSIX  ADVISORY  READ  11 %1$s 0 EOF
        2: FLOCK  ADVISORY  WRITE 12 %1$s 0 EOF
        3: POSIX  ADVISORY  WRITE 13 00:01:%2$s 0 EOF
        4: POSIX  ADVISORY  WRITE 42 %1$s 0 EOF
        4: -> POSIX  ADVISORY  WRITE 15 %1$s 0 EOF
        """;

    assertThat(told(text).holderOf(file)).hasValue(42);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "1: POSIX  ADVISORY  WRITE 0 %1$s 0 EOF",
        "1: POSIX  ADVISORY  WRITE -1 %1$s 0 EOF",
        "1: POSIX  ADVISORY  WRITE 99999999999999999999 %1$s 0 EOF",
        "1: POSIX  ADVISORY  WRITE 1 00:01:%2$s 0 EOF",
      })
  void a_holder_that_is_not_seen_from_here_is_not_named(String text) throws IOException {
    assertThat(told(text).holderOf(file)).isEmpty();
  }

  @Test
  void where_nothing_is_told_nobody_is_named() {
    assertThat(new KernelLocks(folder.resolve("none")).holderOf(file)).isEmpty();
    assertThat(new KernelLocks().holderOf(folder.resolve("none"))).isEmpty();
  }

  private KernelLocks told(String text) throws IOException {
    long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
    Object inode = Files.getAttribute(file, "unix:ino");
    String identity = "%02x:%02x:%s".formatted(device >>> 8 & 0xfff, device & 0xff, inode);
    return new KernelLocks(
        Files.writeString(folder.resolve("locks"), text.formatted(identity, inode)));
  }
}
