package dev.holdfast.app.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A gateway record that others can find. Withdraw it before the home's lock is given back. */
public final class PublishedRecord implements AutoCloseable {

  private final Path file;

  PublishedRecord(Path file) {
    this.file = file;
  }

  /** Where it stands. */
  public Path file() {
    return file;
  }

  /** Withdraws it; a second call does nothing. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot withdraw the gateway record " + file, failure);
    }
  }
}
