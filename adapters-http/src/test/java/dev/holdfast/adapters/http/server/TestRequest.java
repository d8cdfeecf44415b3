package dev.holdfast.adapters.http.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One request, built up by tests. Unlike a client library it sends what it is told. */
record TestRequest(String method, String path, List<String> headers, byte[] body) {

  static final String HELLO =
      "{\"model\":\"holdfast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  static final String HELLO_STREAMED =
      "{\"model\":\"holdfast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}";

  static final String ASK = "{\"model\":\"holdfast\",\"input\":\"hi\"}";
  static final String ASK_STREAMED = "{\"model\":\"holdfast\",\"input\":\"hi\",\"stream\":true}";

  static final String PATCH = "{\"expected_version\":7,\"label\":\"Ann\"}";
  static final String LEVEL = "{\"level\":\"debug\"}";
  static final String TOKEN = "{\"name\":\"laptop\",\"scope\":\"write\"}";

  static TestRequest of(String method, String path) {
    return new TestRequest(method, path, List.of("Host: localhost"), new byte[0]);
  }

  static TestRequest get(String path) {
    return of("GET", path);
  }

  /** A request for a response, of a token that may write. */
  static TestRequest response(String json) {
    return of("POST", "/v1/responses").token(TestGateway.WRITE_TOKEN).json(json);
  }

  /** A chat request of a token that may write. */
  static TestRequest chat(String json) {
    return of("POST", "/v1/chat/completions").token(TestGateway.WRITE_TOKEN).json(json);
  }

  /** The same without its body, which is to follow in chunks. */
  static TestRequest chunkedChat() {
    return of("POST", "/v1/chat/completions")
        .token(TestGateway.WRITE_TOKEN)
        .header("Content-Type", "application/json")
        .header("Transfer-Encoding", "chunked");
  }

  TestRequest token(String token) {
    return header("Authorization", "Bearer " + token);
  }

  TestRequest header(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name + ": " + value);
    return new TestRequest(method, path, more, body);
  }

  /** The same request without the headers of a name. */
  TestRequest without(String name) {
    List<String> fewer = new ArrayList<>(headers);
    fewer.removeIf(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"));
    return new TestRequest(method, path, fewer, body);
  }

  TestRequest json(String json) {
    return body("application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  TestRequest body(String type, byte[] bytes) {
    TestRequest typed = header("Content-Type", type).header("Content-Length", "" + bytes.length);
    return new TestRequest(method, path, typed.headers(), bytes);
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head());
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  /** What comes before the body. */
  byte[] head() {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    headers.forEach(line -> head.append(line).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Sends the request over a connection of its own, reads the response to its end and holds it to
   * the server's description.
   */
  RawResponse send(TestGateway gateway) {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(bytes());
      RawResponse response =
          method.equals("HEAD") ? connection.receiveHead() : connection.receive();
      ApiDocument.of(gateway).check(this, response);
      return response;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
