package dev.holdfast.adapters.cli;

import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * A JSON object with its members in the order they were put. Printed in ASCII on one line: whatever
 * the locale or the text, it is valid and cannot move a cursor.
 */
final class JsonObject {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final List<Consumer<JsonGenerator>> members = new ArrayList<>();

  JsonObject put(String name, String value) {
    return member(name, generator -> generator.writeString(value));
  }

  JsonObject put(String name, long value) {
    return member(name, generator -> generator.writeNumber(value));
  }

  JsonObject put(String name, Instant value) {
    return put(name, value.toString());
  }

  JsonObject put(String name, JsonObject value) {
    return member(name, value::write);
  }

  JsonObject put(String name, boolean value) {
    return member(name, generator -> generator.writeBoolean(value));
  }

  /** The text, or {@code null} where our types say absence with an empty text. */
  JsonObject putOrNull(String name, String value) {
    return value.isEmpty() ? putNull(name) : put(name, value);
  }

  JsonObject putNull(String name) {
    return member(name, JsonGenerator::writeNull);
  }

  JsonObject putObjects(String name, List<JsonObject> values) {
    return array(
        name, values.stream().<Consumer<JsonGenerator>>map(value -> value::write).toList());
  }

  JsonObject putStrings(String name, List<String> values) {
    return array(
        name,
        values.stream()
            .<Consumer<JsonGenerator>>map(value -> generator -> generator.writeString(value))
            .toList());
  }

  /**
   * JSON that is text already.
   *
   * @param json one valid JSON value
   */
  JsonObject putJson(String name, String json) {
    return member(name, generator -> copy(json, generator));
  }

  /** The object on one line. */
  String text() {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator);
    }
    return text.toString();
  }

  private JsonObject member(String name, Consumer<JsonGenerator> value) {
    members.add(
        generator -> {
          generator.writeName(name);
          value.accept(generator);
        });
    return this;
  }

  private JsonObject array(String name, List<Consumer<JsonGenerator>> values) {
    return member(
        name,
        generator -> {
          generator.writeStartArray();
          values.forEach(value -> value.accept(generator));
          generator.writeEndArray();
        });
  }

  private void write(JsonGenerator generator) {
    generator.writeStartObject();
    members.forEach(member -> member.accept(generator));
    generator.writeEndObject();
  }

  /** Parsed and written anew, so that it is on our line and in ASCII too; numbers stay exact. */
  private static void copy(String json, JsonGenerator generator) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      generator.copyCurrentStructureExact(parser);
    }
  }
}
