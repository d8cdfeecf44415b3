package dev.holdfast.app.bench;

import java.nio.charset.StandardCharsets;

/**
 * A server that answers chat completions.
 *
 * @param token empty if it asks for none
 */
record Target(String name, int port, String token) {

  /** Whether an answer comes piece by piece. */
  enum Mode {
    WHOLE,
    STREAMED
  }

  /**
   * A prepared request.
   *
   * @param key the session, empty for none
   */
  byte[] request(String key, Mode mode) {
    String body =
        "{\"model\":\"bench/small\",\"stream\":"
            + (mode == Mode.STREAMED)
            + ",\"messages\":[{\"role\":\"user\",\"content\":\"What did I ask before this?\"}]}";
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + (token.isEmpty() ? "" : "\r\nAuthorization: Bearer " + token)
            + (key.isEmpty() ? "" : "\r\nx-holdfast-session-key: " + key)
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.ISO_8859_1);
  }
}
