package dev.holdfast.app.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files that have a bound, so that a wrong path never fills the memory. */
final class SmallFile {

  private SmallFile() {}

  /** The content; empty if there is more than the bound allows. */
  static Optional<byte[]> read(Path file, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(maxBytes + 1);
      return content.length > maxBytes ? Optional.empty() : Optional.of(content);
    }
  }

  /** The end of a file of any size: at most so many bytes. */
  static byte[] end(Path file, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(Math.max(0, Files.size(file) - maxBytes));
      return in.readNBytes(maxBytes);
    }
  }
}
