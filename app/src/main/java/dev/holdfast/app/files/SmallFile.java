package dev.holdfast.app.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  /**
   * The end of a file of any size: at most so many bytes, of a larger one from the beginning of a
   * line on. What is left of a line could be the half of a secret that nobody knows by its half.
   */
  static byte[] end(Path file, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      long left = Files.size(file) - maxBytes;
      if (left <= 0) {
        return in.readNBytes(maxBytes);
      }
      in.skipNBytes(left);
      byte[] end = in.readNBytes(maxBytes);
      int line = 0;
      while (line < end.length && end[line] != '\n') {
        line++;
      }
      return Arrays.copyOfRange(end, Math.min(line + 1, end.length), end.length);
    }
  }
}
