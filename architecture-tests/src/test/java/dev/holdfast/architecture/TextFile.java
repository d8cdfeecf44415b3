package dev.holdfast.architecture;

import java.util.List;

/**
 * A text file of the repository.
 *
 * @param path relative to the root, with slashes
 */
public record TextFile(String path, String text) {

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The lines, without their ends. */
  public List<String> lines() {
    return text.lines().toList();
  }

  @Override
  public String toString() {
    return path;
  }
}
