package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.HomeLocks;
import dev.holdfast.app.files.LockAttempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@DisplayName("A gateway that lost its lock file")
final class LockWatchTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(LockWatch.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(logged);
  }

  @Test
  void says_so_once_with_what_to_do() throws IOException {
    Path home = folder.toRealPath();
    try (HomeLock lock = ((LockAttempt.Acquired) new HomeLocks().acquire(home)).lock()) {
      LockWatch watch = new LockWatch(lock);
      watch.run();
      assertThat(logged.list).isEmpty();

      Files.delete(home.resolve(HomeLocks.FILE_NAME));
      watch.run();
      watch.run();

      assertThat(logged.list)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.getLevel()).isEqualTo(Level.ERROR);
                assertThat(event.getFormattedMessage())
                    .contains(home.toString())
                    .contains("stop this gateway");
              });
    }
  }
}
