package dev.holdfast.adapters.http.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A connection that sends bytes as they are and reads responses one by one. */
final class RawConnection implements AutoCloseable {

  /** Far more than any answer takes; a test that waits so long has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Socket socket;
  private final InputStream in;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawConnection to(TestGateway gateway) throws IOException {
    return to(gateway, new Socket());
  }

  /** Connects a socket that was set up before. */
  static RawConnection to(TestGateway gateway, Socket socket) throws IOException {
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(gateway.address());
    return new RawConnection(socket);
  }

  void send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** Sends a text as UTF-8. */
  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a chunk of a body. */
  void sendChunk(byte[] chunk) throws IOException {
    send(Integer.toHexString(chunk.length) + "\r\n");
    send(chunk);
    send("\r\n");
  }

  /** Says that nothing more comes, and goes on listening. */
  void sendNoMore() throws IOException {
    socket.shutdownOutput();
  }

  /** Whether the server begins its answer within a time. */
  boolean hasAnswer(Duration within) throws IOException {
    socket.setSoTimeout((int) within.toMillis());
    in.mark(1);
    try {
      in.read();
      in.reset();
      return true;
    } catch (SocketTimeoutException notYet) {
      return false;
    } finally {
      socket.setSoTimeout((int) PATIENCE.toMillis());
    }
  }

  /** Reads the next response to its end. */
  RawResponse receive() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    Map<String, List<String>> headers = headers();
    List<byte[]> chunks = new ArrayList<>();
    boolean chunked = headers.containsKey("transfer-encoding");
    if (chunked) {
      byte[] chunk = chunk();
      while (chunk.length > 0) {
        chunks.add(chunk);
        chunk = chunk();
      }
    } else if (headers.containsKey("content-length")) {
      chunks.add(bytes(Integer.parseInt(headers.get("content-length").getFirst())));
    }
    return new RawResponse(status, headers, chunks);
  }

  /** Reads the head of a response whose body does not follow: to HEAD, or 100. */
  RawResponse receiveHead() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    return new RawResponse(status, headers(), List.of());
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  /**
   * Reads the next chunk of a chunked body; empty at its end. The line end after a chunk may come
   * with the next one only, so nobody waits for it.
   */
  byte[] chunk() throws IOException {
    String size = line();
    byte[] chunk = bytes(Integer.parseInt(size.isEmpty() ? line() : size, 16));
    if (chunk.length == 0) {
      line();
    }
    return chunk;
  }

  /** Reads one line without its end. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended in a line: " + line);
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the connection ended in a body");
    }
    return bytes;
  }

  /** Whatever comes until the server closes. */
  byte[] rest() throws IOException {
    return in.readAllBytes();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
