package dev.holdfast.adapters.http.stub;

import dev.holdfast.adapters.http.stub.StubReply.Body;
import dev.holdfast.adapters.http.stub.StubReply.Ending;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One connection to the stub: just enough HTTP/1.1 for the clients that talk to it. */
final class StubConnection {

  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int TLS_HANDSHAKE = 0x16;

  private final InputStream in;
  private final OutputStream out;

  StubConnection(Socket socket) throws IOException {
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** The next request, nothing if the client closed the connection between two. */
  Optional<RecordedRequest> read() throws IOException {
    String head = readHead();
    if (head.isEmpty()) {
      return Optional.empty();
    }
    RecordedRequest withoutBody = RecordedRequest.of(head, new byte[0]);
    byte[] body =
        withoutBody.header("transfer-encoding").equals("chunked")
            ? readChunks()
            : readExactly(
                Integer.parseInt(withoutBody.headers().getOrDefault("content-length", "0")));
    return Optional.of(new RecordedRequest(withoutBody.line(), withoutBody.headers(), body));
  }

  private String readHead() throws IOException {
    in.mark(1);
    if (in.read() == TLS_HANDSHAKE) {
      throw new EOFException("the client speaks TLS");
    }
    in.reset();
    StringBuilder head = new StringBuilder();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      head.append(line).append("\r\n");
    }
    return head.toString();
  }

  /** A line without its end; empty at the end of the stream too. */
  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int unit = in.read(); unit >= 0 && unit != '\n'; unit = in.read()) {
      line.append((char) unit);
    }
    return line.toString().stripTrailing();
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(readExactly(size));
      readLine();
    }
    readLine();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(readLine(), 16);
  }

  private byte[] readExactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the client went away in the middle of its request");
    }
    return bytes;
  }

  /** Answers; false if the connection must be closed behind the answer. */
  boolean answer(RecordedRequest request, StubReply reply) throws IOException {
    Body body = request.asksForStream() ? reply.streamed() : reply.whole();
    pause(reply.timing().beforeFirstByte());
    if (reply.ending() == Ending.NO_ANSWER || reply.ending() == Ending.NOT_HTTP) {
      return beside(reply.ending());
    }
    boolean atOnce = body.pieces().size() == 1 && reply.ending() == Ending.COMPLETE;
    if (atOnce) {
      byte[] only = body.pieces().getFirst();
      out.write(joined(head(reply, body, "content-length: " + only.length), only));
      return true;
    }
    boolean chunked = reply.ending() != Ending.CLOSE;
    out.write(head(reply, body, chunked ? "transfer-encoding: chunked" : "connection: close"));
    for (byte[] piece : body.pieces()) {
      if (piece.length == 0) {
        continue; // an empty chunk would end the answer
      }
      pause(reply.timing().betweenPieces());
      out.write(chunked ? chunk(piece) : piece);
    }
    return end(reply, body.pieces());
  }

  private boolean beside(Ending ending) throws IOException {
    if (ending == Ending.NOT_HTTP) {
      out.write("220 mail.example ESMTP\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII));
    }
    return false;
  }

  private boolean end(StubReply reply, List<byte[]> pieces) throws IOException {
    return switch (reply.ending()) {
      case COMPLETE -> {
        out.write(LAST_CHUNK);
        yield true;
      }
      case BREAK_OFF, CLOSE, NO_ANSWER, NOT_HTTP -> false;
      case HANG -> {
        in.skip(Long.MAX_VALUE);
        throw new EOFException("the client went away");
      }
      case REPEAT -> {
        while (true) {
          pause(reply.timing().betweenPieces());
          out.write(chunk(pieces.getLast()));
        }
      }
    };
  }

  private static byte[] head(StubReply reply, Body body, String framing) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Stub\r\n");
    if (!body.contentType().isEmpty()) {
      head.append("content-type: ").append(body.contentType()).append("\r\n");
    }
    reply.headers().forEach(line -> head.append(line).append("\r\n"));
    return head.append(framing).append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] chunk(byte[] piece) {
    byte[] size = (Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    return joined(joined(size, piece), new byte[] {'\r', '\n'});
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void pause(Duration wait) throws IOException {
    if (wait.isZero()) {
      return;
    }
    try {
      Thread.sleep(wait);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the stub is stopped");
    }
  }
}
