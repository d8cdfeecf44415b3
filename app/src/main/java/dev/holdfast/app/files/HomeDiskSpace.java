package dev.holdfast.app.files;

import dev.holdfast.ports.out.env.DiskSpace;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The room left on the file system of a home. */
public final class HomeDiskSpace implements DiskSpace {

  private final Path home;

  /** For a home that exists. */
  public HomeDiskSpace(Path home) {
    this.home = home;
  }

  @Override
  public long usableBytes() {
    try {
      FileStore store = Files.getFileStore(home);
      return store.getUsableSpace();
    } catch (IOException untold) {
      // A home whose file system does not answer has no room that could be promised.
      return 0;
    }
  }
}
