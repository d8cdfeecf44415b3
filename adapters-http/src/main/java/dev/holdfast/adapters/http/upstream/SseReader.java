package dev.holdfast.adapters.http.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes server-sent events out of a byte stream as they come.
 *
 * <p>Lines may end in LF, CR or CRLF. Comments, fields other than {@code event} and {@code data},
 * and events without data are skipped; data that the stream ends in without a blank line is still
 * told. Source: HTML Living Standard, "Server-sent events".
 */
final class SseReader {

  /** Bounds what an upstream can make us hold: more than a chunk with an image in base64 takes. */
  static final int MAX_EVENT_BYTES = 16 * 1024 * 1024;

  private static final int INITIAL_BUFFER_BYTES = 8 * 1024;
  private static final byte[] DATA = ascii("data");
  private static final byte[] EVENT = ascii("event");
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;

  private byte[] buffer = new byte[INITIAL_BUFFER_BYTES];
  private int position;
  private int limit;
  private int scanned;
  private int lineFrom;
  private int lineLength;
  private boolean firstLine = true;
  private boolean afterCarriageReturn;

  private byte[] data = new byte[INITIAL_BUFFER_BYTES];
  private int dataLength;
  private int dataLines;
  private String name = "";
  private boolean whole;

  SseReader(InputStream in) {
    this.in = in;
  }

  /** An event is longer than {@link #MAX_EVENT_BYTES}. */
  static final class EventTooLong extends IOException {

    private static final long serialVersionUID = 1L;

    EventTooLong() {
      super("an event of the stream is longer than " + MAX_EVENT_BYTES + " bytes");
    }
  }

  /**
   * Goes to the next event with data; false at the end of the stream.
   *
   * @throws EventTooLong if the event exceeds the bound
   */
  boolean advance() throws IOException {
    dataLength = 0;
    dataLines = 0;
    name = "";
    whole = false;
    while (readLine()) {
      if (lineLength > 0) {
        takeField();
      } else if (dataLines > 0) {
        whole = true;
        return true;
      } else {
        name = "";
      }
    }
    return dataLines > 0;
  }

  /** The event's data, its lines joined by LF; valid until the next {@link #advance}. */
  byte[] data() {
    return data;
  }

  /** How much of {@link #data} belongs to the event. */
  int dataLength() {
    return dataLength;
  }

  /** The event's name, empty if it has none. */
  String name() {
    return name;
  }

  /** Whether the event ended in a blank line; else the stream ended in it. */
  boolean isWhole() {
    return whole;
  }

  private boolean readLine() throws IOException {
    while (true) {
      skipSecondHalfOfLineEnd();
      for (int at = position + scanned; at < limit; at++) {
        byte unit = buffer[at];
        if (unit == '\n' || unit == '\r') {
          afterCarriageReturn = unit == '\r';
          line(at, at + 1);
          return true;
        }
      }
      scanned = limit - position;
      if (!fill()) {
        boolean rest = position < limit;
        line(limit, limit);
        return rest;
      }
    }
  }

  /** A CR may be the last byte that has come: its line is told without waiting for an LF. */
  private void skipSecondHalfOfLineEnd() {
    if (afterCarriageReturn && position < limit) {
      afterCarriageReturn = false;
      if (buffer[position] == '\n') {
        position++;
      }
    }
  }

  private void line(int end, int next) {
    lineFrom = position;
    if (firstLine && startsWith(BYTE_ORDER_MARK, end)) {
      lineFrom += BYTE_ORDER_MARK.length;
    }
    firstLine = false;
    lineLength = end - lineFrom;
    position = next;
    scanned = 0;
  }

  private boolean fill() throws IOException {
    if (limit == buffer.length) {
      makeRoom();
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(count, 0);
    return count >= 0;
  }

  private void makeRoom() throws EventTooLong {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    } else {
      buffer = Arrays.copyOf(buffer, grown(buffer.length + 1, buffer.length));
    }
  }

  private void takeField() throws EventTooLong {
    int end = lineFrom + lineLength;
    if (isField(DATA, end)) {
      int from = valueFrom(DATA, end);
      append(from, end - from);
    } else if (isField(EVENT, end)) {
      int from = valueFrom(EVENT, end);
      name = new String(buffer, from, end - from, StandardCharsets.UTF_8);
    }
  }

  private boolean isField(byte[] field, int end) {
    int after = lineFrom + field.length;
    return startsWith(field, end) && (after == end || buffer[after] == ':');
  }

  private boolean startsWith(byte[] prefix, int end) {
    int to = lineFrom + prefix.length;
    return to <= end && Arrays.equals(buffer, lineFrom, to, prefix, 0, prefix.length);
  }

  private int valueFrom(byte[] field, int end) {
    int from = Math.min(lineFrom + field.length + 1, end);
    return from < end && buffer[from] == ' ' ? from + 1 : from;
  }

  private void append(int from, int length) throws EventTooLong {
    int needed = dataLength + length + 1;
    if (needed > data.length) {
      data = Arrays.copyOf(data, grown(needed, data.length));
    }
    if (dataLines > 0) {
      data[dataLength++] = '\n';
    }
    System.arraycopy(buffer, from, data, dataLength, length);
    dataLength += length;
    dataLines++;
  }

  private static int grown(int needed, int size) throws EventTooLong {
    if (needed > MAX_EVENT_BYTES) {
      throw new EventTooLong();
    }
    return Math.min(Math.max(needed, 2 * size), MAX_EVENT_BYTES);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
