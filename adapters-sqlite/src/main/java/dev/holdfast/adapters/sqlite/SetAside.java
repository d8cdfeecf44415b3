package dev.holdfast.adapters.sqlite;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Rows that fit nowhere, one JSON object a line: the table, why, and the row. */
final class SetAside implements AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();

  private final OutputStream out;
  private final Map<String, Long> counts = new HashMap<>();

  SetAside(OutputStream out) {
    this.out = out;
  }

  /** Keeps a row. */
  void add(String table, String reason, Map<String, @Nullable Object> row) {
    counts.merge(table, 1L, Long::sum);
    try {
      try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), keptOpen())) {
        json.writeStartObject();
        json.writeStringProperty("table", table);
        json.writeStringProperty("reason", reason);
        json.writeObjectPropertyStart("row");
        for (Map.Entry<String, @Nullable Object> column : new TreeMap<>(row).entrySet()) {
          write(json, column.getKey(), column.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
      }
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many rows of a table are here. */
  long count(String table) {
    return counts.getOrDefault(table, 0L);
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static void write(JsonGenerator json, String name, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNullProperty(name);
      case Long number -> json.writeNumberProperty(name, number);
      case byte[] bytes -> json.writeBinaryProperty(name, bytes);
      default -> json.writeStringProperty(name, value.toString());
    }
  }

  private OutputStream keptOpen() {
    return new OutputStream() {
      @Override
      public void write(int next) throws IOException {
        out.write(next);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
      }
    };
  }
}
