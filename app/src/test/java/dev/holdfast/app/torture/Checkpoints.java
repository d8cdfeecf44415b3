package dev.holdfast.app.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** When a database's log is written back into it. */
final class Checkpoints {

  /**
   * Where in the file {@code -shm} stands how many pages were written back, and of how many it was
   * begun. Source: SQLite 3.54, "WAL-mode file format" section 2, and {@code WalCkptInfo} of wal.c.
   */
  private static final int BACKFILLED = 96;

  private static final int BACKFILL_ATTEMPTED = 128;

  private Checkpoints() {}

  /**
   * Waits until a checkpoint begins: nothing else writes to the file of a database with a log. Only
   * looks at the file's times, because another process has it open.
   */
  static void awaitBegin(Path database) {
    long until = System.nanoTime() + ChildProcess.LIMIT.toNanos();
    Object before = state(database);
    while (state(database).equals(before)) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("the log of " + database + " is not written back");
      }
      Thread.onSpinWait();
    }
  }

  /** Whether the process that had a database open died in the middle of a checkpoint. */
  static boolean isHalfDone(Path database) {
    try {
      ByteBuffer shared =
          ByteBuffer.wrap(Files.readAllBytes(Path.of(database + "-shm")))
              .order(ByteOrder.nativeOrder());
      return shared.getInt(BACKFILLED) < shared.getInt(BACKFILL_ATTEMPTED);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Object state(Path database) {
    try {
      BasicFileAttributes facts = Files.readAttributes(database, BasicFileAttributes.class);
      return facts.lastModifiedTime();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
