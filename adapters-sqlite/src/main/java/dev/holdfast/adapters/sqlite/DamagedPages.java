package dev.holdfast.adapters.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * The pages of a database that nobody has open, each in its newest version, whatever state they are
 * in. What SQLite would refuse as a whole is read here page by page.
 *
 * <p>Source: sqlite.org/fileformat2.html, section 1.
 */
final class DamagedPages implements AutoCloseable {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private static final int CHANGE_COUNTER_AT = 24;
  private static final int SIZE_AT = 28;
  private static final int VALID_FOR_AT = 92;

  private final FileChannel file;
  private final FileChannel log;
  private final LogFrames frames;
  private final int pageBytes;
  private final int count;
  private final long unbelieved;
  private final BitSet unreadable = new BitSet();

  private DamagedPages(
      FileChannel file,
      FileChannel log,
      LogFrames frames,
      int pageBytes,
      int count,
      long unbelieved) {
    this.file = file;
    this.log = log;
    this.frames = frames;
    this.pageBytes = pageBytes;
    this.count = count;
    this.unbelieved = unbelieved;
  }

  /** Opens a database that no process has open, least of all this one. */
  static DamagedPages open(DatabaseFile database) throws IOException {
    FileChannel file = StoreFolder.openDamaged(database.path());
    // Without a log no page is looked for there.
    FileChannel log = database.hasLog() ? StoreFolder.openDamaged(database.logPath()) : file;
    LogFrames frames = database.hasLog() ? LogFrames.read(log) : LogFrames.NONE;
    int pageBytes = pageBytes(Bytes.at(file, 0, BtreePage.FILE_HEADER_BYTES), frames);
    long inFile = file.size() / pageBytes;
    int count = (int) Math.min(Integer.MAX_VALUE, Math.max(inFile, frames.pages()));
    long unbelieved =
        frames.unbelieved()
            + (database.hasLog() ? LogFrames.withoutHeader(log, frames, pageBytes) : 0);
    return new DamagedPages(file, log, frames, pageBytes, count, unbelieved);
  }

  private static int pageBytes(ByteBuffer header, LogFrames frames) {
    if (header.remaining() == BtreePage.FILE_HEADER_BYTES && hasMagic(header)) {
      int told = Bytes.word(header, 16);
      int bytes = told == 1 ? 1 << 16 : told;
      if (Bytes.isPageSize(bytes)) {
        return bytes;
      }
    }
    return frames.pageBytes().orElse(Connections.PAGE_BYTES);
  }

  private static boolean hasMagic(ByteBuffer header) {
    return header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  int pageBytes() {
    return pageBytes;
  }

  /** How many pages there are; the first has number 1. */
  int count() {
    return count;
  }

  /**
   * How many pages there were before the file was cut, as its header tells; the same as {@link
   * #count} if it tells of no more.
   */
  int countBefore() {
    if (!hasHeader()) {
      return count;
    }
    ByteBuffer first = page(1);
    // Source: sqlite.org/fileformat2.html, section 1.3.7: the size holds if the two agree.
    boolean holds = first.getInt(CHANGE_COUNTER_AT) == first.getInt(VALID_FOR_AT);
    return holds ? Math.max(count, first.getInt(SIZE_AT)) : count;
  }

  /** Frames of the log that cannot be believed. */
  long unbelievedFrames() {
    return unbelieved;
  }

  /** Whether there is a log of which nothing can be believed. */
  boolean hasLogWithoutHeader() {
    return unbelieved > 0 && frames.pageBytes().isEmpty();
  }

  /** Whether the first page says that it is one. */
  boolean hasHeader() {
    ByteBuffer first = page(1);
    return first.remaining() == pageBytes && hasMagic(first);
  }

  /** A page; fewer bytes, or none, if it cannot be read. */
  ByteBuffer page(int number) {
    Long inLog = frames.places().get(number);
    try {
      return inLog != null
          ? Bytes.at(log, inLog, pageBytes)
          : Bytes.at(file, (number - 1L) * pageBytes, pageBytes);
    } catch (IOException e) {
      // What the disk does not give is lost like what is damaged; the page is told with the others.
      unreadable.set(number);
      return ByteBuffer.allocate(0);
    }
  }

  /** Pages that the disk did not give. */
  BitSet unreadable() {
    return unreadable;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      log.close();
    }
  }
}
