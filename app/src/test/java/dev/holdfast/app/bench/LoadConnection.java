package dev.holdfast.app.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;

/**
 * One keep-alive connection that sends prepared requests and reads answers with as little work as
 * possible, so that the client's share of the machine is small and the same for every server.
 */
final class LoadConnection implements AutoCloseable {

  private static final int READ_TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] scratch = new byte[16 * 1024];

  LoadConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    out = socket.getOutputStream();
  }

  /** What an answer took, in nanoseconds from the first byte sent. */
  record Timing(long firstEventNanos, long wholeNanos) {}

  /** Sends a whole request and reads its whole answer. */
  Timing exchange(byte[] request) throws IOException {
    long start = System.nanoTime();
    out.write(request);
    out.flush();
    int length = -1;
    String status = line();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("not answered: " + status + " " + rest());
    }
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    if (length >= 0) {
      skip(length);
      long whole = System.nanoTime() - start;
      return new Timing(whole, whole);
    }
    return chunks(start);
  }

  /** Reads a chunked answer; the first chunk that holds an event of the stream counts as first. */
  private Timing chunks(long start) throws IOException {
    long first = -1;
    while (true) {
      int size = Integer.parseInt(line().strip(), 16);
      if (size == 0) {
        line();
        return new Timing(first, System.nanoTime() - start);
      }
      skip(size);
      if (first < 0) {
        first = System.nanoTime() - start;
      }
      line();
    }
  }

  private String line() throws IOException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended");
      }
      scratch[length++] = (byte) next;
    }
    int end = length > 0 && scratch[length - 1] == '\r' ? length - 1 : length;
    return new String(scratch, 0, end, StandardCharsets.ISO_8859_1);
  }

  private void skip(int bytes) throws IOException {
    for (int left = bytes; left > 0; ) {
      int read = in.read(scratch, 0, Math.min(left, scratch.length));
      if (read < 0) {
        throw new IOException("the connection ended");
      }
      left -= read;
    }
  }

  private String rest() throws IOException {
    int available = Math.min(in.available(), scratch.length);
    return new String(in.readNBytes(available), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
