package dev.holdfast.app.files;

import dev.holdfast.ports.out.env.DiskSpace;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The room left on the file system of a home. */
public final class HomeDiskSpace implements DiskSpace {

  private final Path home;

  /** For a home, which may be gone. */
  public HomeDiskSpace(Path home) {
    this.home = home;
  }

  @Override
  public long usableBytes() {
    try {
      return storeOf(home).getUsableSpace();
    } catch (IOException untold) {
      // A home whose file system does not answer has no room that could be promised.
      return 0;
    }
  }

  /** That of the folder it stood in, if it was moved away: a home that is gone is no full disk. */
  private static FileStore storeOf(Path path) throws IOException {
    try {
      return Files.getFileStore(path);
    } catch (NoSuchFileException gone) {
      Path folder = path.getParent();
      if (folder == null) {
        throw gone;
      }
      return storeOf(folder);
    }
  }
}
