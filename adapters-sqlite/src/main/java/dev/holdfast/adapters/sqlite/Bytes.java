package dev.holdfast.adapters.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads the numbers of SQLite's file format, which are big-endian. */
final class Bytes {

  private static final int SMALLEST_PAGE = 512;
  private static final int LARGEST_PAGE = 65_536;
  private static final int MOST_VARINT_BYTES = 9;
  private static final int VARINT_BITS = 7;
  private static final int VARINT_MASK = 0x7f;
  private static final int VARINT_MORE = 0x80;

  private Bytes() {}

  /** A number of one to nine bytes, and where what follows it begins. */
  record Varint(long value, int end) {}

  /** Bytes of a file; fewer if it ends before. */
  static ByteBuffer at(FileChannel file, long position, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.flip();
  }

  /** Whether a database may have pages of this size. */
  static boolean isPageSize(int bytes) {
    return bytes >= SMALLEST_PAGE && bytes <= LARGEST_PAGE && Integer.bitCount(bytes) == 1;
  }

  /**
   * The variable-length number at a place.
   *
   * @throws IndexOutOfBoundsException if the bytes end before
   */
  static Varint varint(ByteBuffer bytes, int at) {
    long value = 0;
    for (int index = 0; index < MOST_VARINT_BYTES - 1; index++) {
      byte next = bytes.get(at + index);
      value = (value << VARINT_BITS) | (next & VARINT_MASK);
      if ((next & VARINT_MORE) == 0) {
        return new Varint(value, at + index + 1);
      }
    }
    byte last = bytes.get(at + MOST_VARINT_BYTES - 1);
    return new Varint((value << Byte.SIZE) | (last & 0xff), at + MOST_VARINT_BYTES);
  }

  /** Some of the bytes, as an array of their own. */
  static byte[] copy(ByteBuffer bytes, int at, int count) {
    byte[] copy = new byte[count];
    bytes.get(at, copy);
    return copy;
  }

  /** A two-byte number. */
  static int word(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xffff;
  }
}
