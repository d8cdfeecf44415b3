package dev.holdfast.app.usecase;

import dev.holdfast.ports.out.env.DiskSpace;
import jakarta.inject.Inject;
import java.time.Duration;

/** Whether the home's file system still has room for turns, told from memory most of the time. */
final class FreeSpace {

  /** Below this a turn is refused before the model is asked: its answer might not fit. */
  private static final long FLOOR_BYTES = 200L * 1000 * 1000;

  /** How long a reading holds; a disk does not fill by hundreds of megabytes in that time. */
  private static final long READING_HOLDS_NANOS = Duration.ofSeconds(1).toNanos();

  private final DiskSpace disk;
  private volatile Reading reading;

  @Inject
  FreeSpace(DiskSpace disk) {
    this.disk = disk;
    this.reading = read();
  }

  boolean isBelowFloor() {
    Reading last = reading;
    if (System.nanoTime() - last.atNanos() > READING_HOLDS_NANOS) {
      last = read();
      reading = last;
    }
    return last.bytes() < FLOOR_BYTES;
  }

  private Reading read() {
    return new Reading(disk.usableBytes(), System.nanoTime());
  }

  private record Reading(long bytes, long atNanos) {}
}
