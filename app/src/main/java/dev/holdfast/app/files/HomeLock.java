package dev.holdfast.app.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The held lock of one home. The operating system gives it back when the process ends, however it
 * ends; the file stays, since removing it would let two holders lock two files.
 */
public final class HomeLock implements AutoCloseable {

  private final Path home;
  private final Object key;
  private final LockMark mark;
  private final FileChannel channel;

  HomeLock(Path home, Object key, LockMark mark, FileChannel channel) {
    this.home = home;
    this.key = key;
    this.mark = mark;
    this.channel = channel;
  }

  /** The home it locks. */
  public Path home() {
    return home;
  }

  /** Which file is locked. */
  LockMark mark() {
    return mark;
  }

  /**
   * Whether the locked file no longer stands in the home, or the home no longer at its path. Then
   * others may find the home free.
   */
  public boolean isLost() {
    return mark.isGoneFrom(home);
  }

  /** Gives the lock back; a second call does nothing. */
  @Override
  public void close() {
    try {
      HomeLocks.release(key, channel);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot give back the lock of " + home, failure);
    }
  }
}
