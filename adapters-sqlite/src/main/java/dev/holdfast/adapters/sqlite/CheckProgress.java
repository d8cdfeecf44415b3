package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StoreProgress;
import dev.holdfast.ports.out.env.StoreProgress.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.ProgressHandler;

/** Tells that SQLite is still at work on a long statement. */
final class CheckProgress extends ProgressHandler {

  /** Some tens of milliseconds of work. */
  private static final int STEPS = 100_000;

  private static final long NANOS_BETWEEN = Duration.ofMillis(200).toNanos();

  private final String file;
  private final StoreProgress progress;
  private long steps;
  private long toldAt;

  private CheckProgress(String file, StoreProgress progress) {
    this.file = file;
    this.progress = progress;
    this.toldAt = System.nanoTime() - NANOS_BETWEEN;
  }

  /** Has it told until the connection is closed. */
  static void tell(Connection connection, DatabaseFile file, StoreProgress progress)
      throws SQLException {
    ProgressHandler.setHandler(connection, STEPS, new CheckProgress(file.relativePath(), progress));
  }

  @Override
  protected int progress() {
    steps += STEPS;
    long now = System.nanoTime();
    if (now - toldAt > NANOS_BETWEEN) {
      toldAt = now;
      progress.at(file, Stage.CHECKING, steps, 0);
    }
    return 0;
  }
}
