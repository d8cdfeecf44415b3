package dev.holdfast.app.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One keep-alive connection that sends prepared requests and reads answers with as little work as
 * possible, so that the client's share of the machine is small and the same for every server.
 */
final class LoadConnection implements AutoCloseable {

  /** Far longer than any answer takes. */
  private static final int READ_TIMEOUT_MILLIS = 30_000;

  /** Longer than any line and any chunk that is read here. */
  private static final int BUFFER_BYTES = 16 * 1024;

  private static final String LENGTH = "content-length:";

  /** A chunk that brings words; the first of a stream only tells whose they will be. */
  private static final Pattern WORDS = Pattern.compile("\"(content|delta)\":\"[^\"]");

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  LoadConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    out = socket.getOutputStream();
  }

  /** What an answer took, in nanoseconds from the first byte sent. */
  record Timing(long firstWordNanos, long wholeNanos) {

    private static final double NANOS_PER_MILLI = 1e6;

    double firstWordMillis() {
      return firstWordNanos / NANOS_PER_MILLI;
    }

    double wholeMillis() {
      return wholeNanos / NANOS_PER_MILLI;
    }
  }

  /**
   * Sends a whole request and reads its whole answer.
   *
   * @throws IOException if the answer is not 200
   */
  Timing exchange(byte[] request) throws IOException {
    long start = System.nanoTime();
    out.write(request);
    out.flush();
    String status = line();
    int length = lengthInHead();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("not answered: " + status + ' ' + text(Math.max(length, 0)));
    }
    if (length < 0) {
      return chunks(start);
    }
    read(length);
    long whole = System.nanoTime() - start;
    return new Timing(whole, whole);
  }

  /** Reads the rest of the head; -1 if it names no length. */
  private int lengthInHead() throws IOException {
    int length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    return length;
  }

  private Timing chunks(long start) throws IOException {
    long first = -1;
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      String chunk = text(size);
      line();
      if (first < 0 && WORDS.matcher(chunk).find()) {
        first = System.nanoTime() - start;
      }
    }
    line();
    if (first < 0) {
      throw new IOException("a stream without a word");
    }
    return new Timing(first, System.nanoTime() - start);
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private String line() throws IOException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      buffer[length++] = (byte) next;
    }
    int end = length > 0 && buffer[length - 1] == '\r' ? length - 1 : length;
    return new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
  }

  private String text(int bytes) throws IOException {
    read(bytes);
    return new String(buffer, 0, bytes, StandardCharsets.ISO_8859_1);
  }

  private void read(int bytes) throws IOException {
    if (in.readNBytes(buffer, 0, bytes) < bytes) {
      throw new EOFException("the connection ended");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
