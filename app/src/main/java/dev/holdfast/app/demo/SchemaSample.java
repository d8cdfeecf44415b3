package dev.holdfast.app.demo;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a value that satisfies a JSON schema, always the same one.
 *
 * <p>Heeds {@code const}, {@code enum}, {@code default}, {@code type}, {@code properties}, {@code
 * required}, {@code minProperties}, {@code additionalProperties}, {@code items}, {@code
 * prefixItems}, {@code minItems}, {@code maxItems}, {@code uniqueItems}, the bounds of numbers and
 * lengths, common formats, {@code $ref} into the same document, {@code allOf}, and the first of
 * {@code anyOf} and {@code oneOf}. It does not solve {@code pattern}, {@code not} or conditions.
 * Source: JSON Schema 2020-12.
 */
final class SchemaSample {

  /** Where a schema that contains itself is cut off; real ones are not nested as deeply. */
  private static final int MAX_DEPTH = 24;

  /** A schema that wants more elements or properties than this gets this many. */
  private static final int MAX_ELEMENTS = 64;

  /** Schemas read for one value; bounds those that multiply themselves. */
  private static final int MAX_STEPS = 10_000;

  /** How deep a list has an element though it need not: deeper, lists may hold themselves. */
  private static final int DEPTH_OF_FULL_LISTS = 3;

  private final JsonNode root;
  private final Scalars scalars;
  private int steps;

  private SchemaSample(JsonNode root, Scalars scalars) {
    this.root = root;
    this.scalars = scalars;
  }

  /**
   * A value.
   *
   * @param schema missing or not an object: anything goes, so an empty object is made
   * @param word what texts without further wishes say
   */
  static JsonNode of(JsonNode schema, String word) {
    return schema.isObject() && !schema.isEmpty()
        ? new SchemaSample(schema, new Scalars(word)).value(schema, 0, 0)
        : DemoParameters.JSON.createObjectNode();
  }

  /**
   * A value.
   *
   * @param variant which one, where several must differ; 0 is the usual one
   */
  private JsonNode value(JsonNode given, int variant, int depth) {
    JsonNode schema = resolved(given, depth);
    if (schema.has("const")) {
      return schema.path("const");
    }
    JsonNode choices = schema.path("enum");
    if (choices.isArray() && !choices.isEmpty()) {
      boolean usual =
          variant == 0 && choices.valueStream().anyMatch(schema.path("default")::equals);
      return usual ? schema.path("default") : choices.get(variant % choices.size());
    }
    if (schema.has("default") && variant == 0) {
      return schema.path("default");
    }
    return switch (typeOf(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, depth);
      case "integer" -> scalars.integer(schema, variant);
      case "number" -> scalars.number(schema, variant);
      case "boolean" -> DemoParameters.JSON.getNodeFactory().booleanNode(variant % 2 == 0);
      case "null" -> DemoParameters.JSON.nullNode();
      default -> scalars.text(schema, variant);
    };
  }

  /** The schema with what it refers to, combines and chooses from put in its place. */
  private JsonNode resolved(JsonNode given, int depth) {
    ObjectNode merged = DemoParameters.JSON.createObjectNode();
    merge(merged, given, depth);
    return merged;
  }

  private void merge(ObjectNode into, JsonNode schema, int depth) {
    if (depth > MAX_DEPTH || ++steps > MAX_STEPS) {
      return;
    }
    String reference = schema.path("$ref").asString("");
    if (reference.startsWith("#")) {
      merge(into, pointed(reference), depth + 1);
    }
    for (JsonNode part : schema.path("allOf")) {
      merge(into, part, depth + 1);
    }
    for (String choice : List.of("anyOf", "oneOf")) {
      if (schema.path(choice).isArray()) {
        merge(into, schema.path(choice).path(0), depth + 1);
      }
    }
    for (Map.Entry<String, JsonNode> member : schema.properties()) {
      put(into, member.getKey(), member.getValue());
    }
  }

  /**
   * Properties and required names of combined schemas add up; of everything else the last counts.
   */
  private static void put(ObjectNode into, String name, JsonNode value) {
    JsonNode before = into.path(name);
    if (before instanceof ObjectNode object
        && value instanceof ObjectNode more
        && name.equals("properties")) {
      object.setAll(more);
    } else if (before instanceof ArrayNode array
        && value instanceof ArrayNode more
        && name.equals("required")) {
      array.addAll(more);
    } else {
      into.set(name, value.deepCopy());
    }
  }

  private JsonNode pointed(String reference) {
    String pointer = reference.substring(1);
    return pointer.isEmpty() || pointer.startsWith("/")
        ? root.at(pointer)
        : DemoParameters.JSON.createObjectNode();
  }

  /** The type, the first that is not null if there are several, guessed if there is none. */
  private static String typeOf(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      return type.valueStream()
          .map(name -> name.asString(""))
          .filter(name -> !name.equals("null"))
          .findFirst()
          .orElse("null");
    }
    if (type.isString()) {
      return type.stringValue();
    }
    if (schema.has("properties") || schema.has("required")) {
      return "object";
    }
    return schema.has("items") || schema.has("prefixItems") ? "array" : "string";
  }

  private ObjectNode object(JsonNode schema, int depth) {
    JsonNode declared = schema.path("properties");
    Set<String> wanted = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> property : declared.properties()) {
      boolean required =
          schema
              .path("required")
              .valueStream()
              .anyMatch(name -> name.asString("").equals(property.getKey()));
      if (required || property.getValue().has("default")) {
        wanted.add(property.getKey());
      }
    }
    schema.path("required").valueStream().map(name -> name.asString("")).forEach(wanted::add);
    int least = Math.min(schema.path("minProperties").asInt(0), MAX_ELEMENTS);
    declared.propertyNames().stream().takeWhile(name -> wanted.size() < least).forEach(wanted::add);
    for (int extra = 1; wanted.size() < least; extra++) {
      wanted.add("property" + extra);
    }
    Map<String, JsonNode> members = new LinkedHashMap<>();
    for (String name : wanted) {
      JsonNode property =
          declared.has(name) ? declared.path(name) : schema.path("additionalProperties");
      members.put(name, value(property, 0, depth + 1));
    }
    return DemoParameters.JSON.createObjectNode().setAll(members);
  }

  private ArrayNode array(JsonNode schema, int depth) {
    JsonNode first = schema.path("prefixItems");
    int most = Math.min(schema.path("maxItems").asInt(MAX_ELEMENTS), MAX_ELEMENTS);
    int usual = first.isArray() ? first.size() : depth < DEPTH_OF_FULL_LISTS ? 1 : 0;
    int least = Math.max(schema.path("minItems").asInt(0), usual);
    boolean distinct = schema.path("uniqueItems").asBoolean(false);
    ArrayNode elements = DemoParameters.JSON.createArrayNode();
    for (int index = 0; index < Math.min(least, most) && steps < MAX_STEPS; index++) {
      JsonNode item = index < first.size() ? first.path(index) : schema.path("items");
      elements.add(value(item, distinct ? index : 0, depth + 1));
    }
    return elements;
  }
}
