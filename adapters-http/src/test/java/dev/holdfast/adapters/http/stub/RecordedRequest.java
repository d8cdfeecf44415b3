package dev.holdfast.adapters.http.stub;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as the stub got it.
 *
 * @param line the request line without the protocol: {@code POST /v1/chat/completions}
 * @param headers by lower-case name; of repeated ones the last
 */
public record RecordedRequest(String line, Map<String, String> headers, byte[] body) {

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** A header's value, empty if it was not sent. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Whether a streamed answer is asked for. */
  public boolean asksForStream() {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return text.contains("\"stream\":true") || text.contains("\"stream\": true");
  }

  static RecordedRequest of(String head, byte[] body) {
    String[] lines = head.split("\r\n");
    Map<String, String> headers = new TreeMap<>();
    for (int at = 1; at < lines.length; at++) {
      int colon = lines[at].indexOf(':');
      headers.put(
          lines[at].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[at].substring(colon + 1).strip());
    }
    return new RecordedRequest(lines[0].substring(0, lines[0].lastIndexOf(' ')), headers, body);
  }
}
