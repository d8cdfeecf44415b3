package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** What this package reads and writes, described by JSON Schema (2020-12). */
public final class ResponseSchemas {

  private ResponseSchemas() {}

  /** The schemas by their names; they refer to each other below {@code #/components/schemas}. */
  public static ObjectNode all() {
    try (InputStream in =
        Objects.requireNonNull(ResponseSchemas.class.getResourceAsStream("schemas.json"))) {
      return (ObjectNode) ChatJson.MAPPER.readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
