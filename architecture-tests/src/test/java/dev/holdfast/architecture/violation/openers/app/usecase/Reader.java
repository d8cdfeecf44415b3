package dev.holdfast.architecture.violation.openers.app.usecase;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

final class Reader {

  private Reader() {}

  static byte[] hash(Path database) throws IOException {
    return Files.readAllBytes(database);
  }

  static long header(Path database) throws IOException {
    try (FileChannel channel = FileChannel.open(database)) {
      return channel.size();
    }
  }

  static int firstByte(Path database) throws IOException {
    try (FileInputStream stream = new FileInputStream(database.toFile())) {
      return stream.read();
    }
  }

  static long length(Path database) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "r")) {
      return file.length();
    }
  }

  static long stat(Path database) throws IOException {
    return Files.size(database);
  }
}
