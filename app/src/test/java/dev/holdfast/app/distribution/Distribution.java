package dev.holdfast.app.distribution;

import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code mvn package} made, and where the checkout is. */
public final class Distribution {

  private Distribution() {}

  /** The published folder, itself a link. */
  static Path folder() {
    return property("holdfast.distribution");
  }

  /** The program. */
  public static Path launcher() {
    return folder().resolve("bin/holdfast");
  }

  /** The root of the checkout. */
  public static Path checkout() {
    return property("holdfast.checkout");
  }

  private static Path property(String name) {
    Path path = Path.of(System.getProperty(name, "missing"));
    if (!Files.isDirectory(path)) {
      throw new IllegalStateException(name + " is set by the build and names a folder");
    }
    return path;
  }
}
