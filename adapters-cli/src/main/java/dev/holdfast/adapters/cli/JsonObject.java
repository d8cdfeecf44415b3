package dev.holdfast.adapters.cli;

import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  private final List<Member> members = new ArrayList<>();

  /** Writes itself for a command line that named a home. */
  private interface Member {
    void write(JsonGenerator generator, NamedHome home);
  }

  JsonObject put(String name, String value) {
    return member(name, (generator, home) -> generator.writeString(value));
  }

  JsonObject put(String name, long value) {
    return member(name, (generator, home) -> generator.writeNumber(value));
  }

  JsonObject put(String name, Instant value) {
    return put(name, value.toString());
  }

  JsonObject put(String name, JsonObject value) {
    return member(name, value::write);
  }

  JsonObject put(String name, boolean value) {
    return member(name, (generator, home) -> generator.writeBoolean(value));
  }

  /** The text, or {@code null} where our types say absence with an empty text. */
  JsonObject putOrNull(String name, String value) {
    return value.isEmpty() ? putNull(name) : put(name, value);
  }

  JsonObject putNull(String name) {
    return member(name, (generator, home) -> generator.writeNull());
  }

  /** What to do next, with commands that work on the home of the command line; or null. */
  JsonObject putAdvice(String name, String advice) {
    return advice.isEmpty()
        ? putNull(name)
        : member(name, (generator, home) -> generator.writeString(home.in(advice)));
  }

  /** The same of several. */
  JsonObject putAdvice(String name, List<String> advice) {
    return array(
        name,
        advice.stream()
            .<Member>map(one -> (generator, home) -> generator.writeString(home.in(one)))
            .toList());
  }

  JsonObject putObjects(String name, List<JsonObject> values) {
    return array(name, values.stream().<Member>map(value -> value::write).toList());
  }

  JsonObject putStrings(String name, List<String> values) {
    return array(
        name,
        values.stream()
            .<Member>map(value -> (generator, home) -> generator.writeString(value))
            .toList());
  }

  /**
   * JSON that is text already.
   *
   * @param json one valid JSON value
   */
  JsonObject putJson(String name, String json) {
    return member(name, (generator, home) -> copy(json, generator));
  }

  /** The object on one line. */
  String text() {
    return text(NamedHome.NONE);
  }

  /** The same as an answer to a command line that named a home. */
  String text(NamedHome home) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, home);
    }
    return text.toString();
  }

  private JsonObject member(String name, Member value) {
    members.add(
        (generator, home) -> {
          generator.writeName(name);
          value.write(generator, home);
        });
    return this;
  }

  private JsonObject array(String name, List<Member> values) {
    return member(
        name,
        (generator, home) -> {
          generator.writeStartArray();
          values.forEach(value -> value.write(generator, home));
          generator.writeEndArray();
        });
  }

  private void write(JsonGenerator generator, NamedHome home) {
    generator.writeStartObject();
    members.forEach(member -> member.write(generator, home));
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
