package dev.holdfast.app.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What tells the lock file of one home from every other. A mount shows the same file under another
 * path; a copy of the home has another.
 *
 * @param device the number that the kernel has for its file system; another kernel may have another
 * @param inode its number there; 0 if the operating system does not tell, and no file has that
 */
public record LockMark(long device, long inode) {

  /** Nothing is told of the file, so it is the same as no other. */
  public static final LockMark UNTOLD = new LockMark(0, 0);

  /** The mark of a home's lock file, which is looked at and not opened. */
  static LockMark of(Path home) {
    try {
      Map<String, Object> attributes =
          Files.readAttributes(
              home.resolve(HomeLocks.FILE_NAME), "unix:dev,ino", LinkOption.NOFOLLOW_LINKS);
      return attributes.get("dev") instanceof Long device
              && attributes.get("ino") instanceof Long inode
          ? new LockMark(device, inode)
          : UNTOLD;
    } catch (IOException | UnsupportedOperationException untold) {
      // What is not told is the same as nothing, and so no record is believed for it.
      return UNTOLD;
    }
  }

  /**
   * Whether another file, or none, is the lock file of a home by now; not where that cannot be
   * told.
   */
  boolean isGoneFrom(Path home) {
    if (inode == UNTOLD.inode) {
      return false;
    }
    LockMark there = of(home);
    return there.inode == UNTOLD.inode
        ? Files.notExists(home.resolve(HomeLocks.FILE_NAME), LinkOption.NOFOLLOW_LINKS)
        : !isSameAs(there);
  }

  /** Whether both are of the same file, as one kernel sees it. */
  boolean isSameAs(LockMark other) {
    return hasInodeOf(other) && device == other.device;
  }

  /** Whether both may be of the same file, as two kernels see it that share its file system. */
  boolean hasInodeOf(LockMark other) {
    return inode != 0 && inode == other.inode;
  }
}
