package dev.holdfast.app.bench;

import java.nio.charset.StandardCharsets;

/**
 * A server that answers chat completions.
 *
 * @param token empty if it asks for none
 */
record Target(int port, String token) {

  static final String MODEL = "holdfast";
  static final String QUESTION = "What did I ask before this?";

  /** Whether an answer comes piece by piece. */
  enum Mode {
    WHOLE,
    STREAMED
  }

  /**
   * A prepared request for an answer.
   *
   * @param key the session, empty for none
   */
  byte[] chat(String key, Mode mode) {
    return post(
        "/v1/chat/completions",
        key,
        mode,
        "\"messages\":[{\"role\":\"user\",\"content\":\"" + QUESTION + "\"}]");
  }

  /**
   * A prepared request for a response.
   *
   * @param key the session
   */
  byte[] response(String key, Mode mode) {
    return post("/v1/responses", key, mode, "\"input\":\"" + QUESTION + '"');
  }

  private byte[] post(String path, String key, Mode mode, String asked) {
    String body =
        "{\"model\":\"" + MODEL + "\",\"stream\":" + (mode == Mode.STREAMED) + ',' + asked + '}';
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + (token.isEmpty() ? "" : "\r\nAuthorization: Bearer " + token)
            + (key.isEmpty() ? "" : "\r\nx-holdfast-session-key: " + key)
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A prepared request for a page that needs no token. */
  byte[] page(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
