package dev.holdfast.app.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A gateway record that others can find. Withdraw it before the home's lock is given back. */
public final class PublishedRecord implements AutoCloseable {

  private final List<Path> files;

  PublishedRecord(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /** Where it stands. */
  public List<Path> files() {
    return files;
  }

  /** Withdraws it; a second call does nothing. */
  @Override
  public void close() {
    List<IOException> failures = new ArrayList<>();
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException failure) {
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      throw new UncheckedIOException(
          "cannot withdraw the gateway record of " + files, failures.getFirst());
    }
  }
}
