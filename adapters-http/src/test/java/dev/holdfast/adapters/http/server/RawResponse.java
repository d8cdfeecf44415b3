package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.chat.ChatJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A response as it came.
 *
 * @param headers by lower-case name, each value decoded as UTF-8
 * @param chunks the body as it was cut; one piece if the response was not chunked
 */
record RawResponse(int status, Map<String, List<String>> headers, List<byte[]> chunks) {

  /** The one value of a header, or the empty text. */
  String header(String name) {
    return String.join(", ", headers.getOrDefault(name, List.of()));
  }

  String body() {
    int length = chunks.stream().mapToInt(chunk -> chunk.length).sum();
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] chunk : chunks) {
      System.arraycopy(chunk, 0, whole, at, chunk.length);
      at += chunk.length;
    }
    return new String(whole, StandardCharsets.UTF_8);
  }

  JsonNode json() {
    return ChatJson.MAPPER.readTree(body());
  }

  /** The member {@code error} of an error body. */
  JsonNode error() {
    return json().path("error");
  }

  /** The data of the events of a stream, in order. */
  List<String> events() {
    return body()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .toList();
  }
}
