package dev.holdfast.adapters.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The frames of a write-ahead log that SQLite would believe: those of whole transactions, up to the
 * first whose checksum is wrong.
 *
 * <p>Source: sqlite.org/fileformat2.html, section 4.
 *
 * @param pageBytes as the log tells; empty if there is no log, or nothing to believe in it
 * @param places where the newest version of a page begins in the log's file
 * @param pages the size of the database after the last transaction; 0 if there is none
 * @param unbelieved frames of this log behind the last one that is believed
 */
record LogFrames(OptionalInt pageBytes, Map<Integer, Long> places, int pages, long unbelieved) {

  static final LogFrames NONE = new LogFrames(OptionalInt.empty(), Map.of(), 0, 0);

  private static final int HEADER_BYTES = 32;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int SUMMED_OF_HEADER = 24;
  private static final int SUMMED_OF_FRAME_HEADER = 8;
  private static final int MAGIC = 0x377f0682;

  LogFrames {
    places = Map.copyOf(places);
  }

  /**
   * How many frames a log has room for of which none is believed, because its header is damaged; 0
   * of one with a header.
   */
  static long withoutHeader(FileChannel log, LogFrames read, int pageBytes) throws IOException {
    return read.pageBytes().isPresent()
        ? 0
        : Math.max(0, log.size() - HEADER_BYTES) / (FRAME_HEADER_BYTES + pageBytes);
  }

  /** Reads a log. */
  static LogFrames read(FileChannel log) throws IOException {
    ByteBuffer header = Bytes.at(log, 0, HEADER_BYTES);
    if (header.remaining() < HEADER_BYTES || (header.getInt(0) & ~1) != MAGIC) {
      return NONE;
    }
    int pageBytes = header.getInt(8);
    ByteOrder order = (header.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    Sum sum = new Sum(order);
    sum.add(header, 0, SUMMED_OF_HEADER);
    if (!Bytes.isPageSize(pageBytes) || !sum.is(header.getInt(24), header.getInt(28))) {
      return NONE;
    }
    return frames(log, header, pageBytes, sum);
  }

  private static LogFrames frames(FileChannel log, ByteBuffer header, int pageBytes, Sum sum)
      throws IOException {
    Map<Integer, Long> committed = new HashMap<>();
    Map<Integer, Long> open = new HashMap<>();
    int pages = 0;
    long at = HEADER_BYTES;
    int frameBytes = FRAME_HEADER_BYTES + pageBytes;
    ByteBuffer frame = Bytes.at(log, at, frameBytes);
    while (believed(frame, frameBytes, header, sum)) {
      open.put(frame.getInt(0), at + FRAME_HEADER_BYTES);
      if (frame.getInt(4) != 0) {
        pages = frame.getInt(4);
        committed.putAll(open);
        open.clear();
      }
      at += frameBytes;
      frame = Bytes.at(log, at, frameBytes);
    }
    return new LogFrames(
        OptionalInt.of(pageBytes), committed, pages, ofThisLog(log, header, at, frameBytes));
  }

  private static boolean believed(ByteBuffer frame, int bytes, ByteBuffer header, Sum sum) {
    if (frame.remaining() < bytes || frame.getInt(0) <= 0 || !isOfLog(frame, header)) {
      return false;
    }
    sum.add(frame, 0, SUMMED_OF_FRAME_HEADER);
    sum.add(frame, FRAME_HEADER_BYTES, bytes);
    return sum.is(frame.getInt(16), frame.getInt(20));
  }

  /** A log is begun anew with other salts and keeps old frames behind. */
  private static boolean isOfLog(ByteBuffer frame, ByteBuffer header) {
    return frame.getInt(8) == header.getInt(16) && frame.getInt(12) == header.getInt(20);
  }

  private static long ofThisLog(FileChannel log, ByteBuffer header, long from, int frameBytes)
      throws IOException {
    long count = 0;
    for (long at = from; at + frameBytes <= log.size(); at += frameBytes) {
      count += isOfLog(Bytes.at(log, at, FRAME_HEADER_BYTES), header) ? 1 : 0;
    }
    return count;
  }

  /** The running checksum. */
  private static final class Sum {

    private final ByteOrder order;
    private int first;
    private int second;

    Sum(ByteOrder order) {
      this.order = order;
    }

    void add(ByteBuffer bytes, int from, int to) {
      ByteBuffer ordered = bytes.duplicate().order(order);
      for (int at = from; at < to; at += 8) {
        first += ordered.getInt(at) + second;
        second += ordered.getInt(at + 4) + first;
      }
    }

    boolean is(int wantedFirst, int wantedSecond) {
      return first == wantedFirst && second == wantedSecond;
    }
  }
}
