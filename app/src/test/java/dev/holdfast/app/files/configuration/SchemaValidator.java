package dev.holdfast.app.files.configuration;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Validates against the part of JSON Schema 2020-12 that the configuration's schema uses. */
final class SchemaValidator {

  private static final Set<String> KEYWORDS =
      Set.of(
          "$schema",
          "title",
          "description",
          "default",
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "maxItems",
          "enum",
          "pattern",
          "minimum",
          "maximum",
          "anyOf",
          "oneOf");

  private SchemaValidator() {}

  static boolean accepts(JsonNode schema, JsonNode value) {
    if (schema.isBoolean()) {
      return schema.booleanValue();
    }
    for (String keyword : schema.propertyNames()) {
      if (!KEYWORDS.contains(keyword)) {
        throw new IllegalStateException("the validator does not know " + keyword);
      }
    }
    return isOfType(schema, value)
        && isAmongAlternatives(schema, value)
        && isInBounds(schema, value)
        && (!value.isObject() || membersFit(schema, value))
        && (!value.isArray() || elementsFit(schema, value));
  }

  private static boolean isOfType(JsonNode schema, JsonNode value) {
    return switch (schema.path("type").stringValue("any")) {
      case "any" -> true;
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "null" -> value.isNull();
      default -> throw new IllegalStateException("unknown type");
    };
  }

  private static boolean isAmongAlternatives(JsonNode schema, JsonNode value) {
    boolean any =
        !schema.has("anyOf") || elements(schema.get("anyOf")).anyMatch(one -> accepts(one, value));
    boolean one =
        !schema.has("oneOf")
            || elements(schema.get("oneOf")).filter(each -> accepts(each, value)).count() == 1;
    boolean word =
        !schema.has("enum") || elements(schema.get("enum")).anyMatch(each -> each.equals(value));
    return any && one && word;
  }

  private static boolean isInBounds(JsonNode schema, JsonNode value) {
    boolean number =
        !value.isIntegralNumber()
            || (!schema.has("minimum")
                || value.decimalValue().compareTo(schema.get("minimum").decimalValue()) >= 0
                    && value.decimalValue().compareTo(schema.get("maximum").decimalValue()) <= 0);
    boolean pattern =
        !value.isString()
            || !schema.has("pattern")
            || Pattern.compile(schema.get("pattern").stringValue())
                .matcher(value.stringValue())
                .find();
    return number && pattern;
  }

  private static boolean membersFit(JsonNode schema, JsonNode value) {
    boolean complete =
        elements(schema.path("required")).allMatch(name -> value.has(name.stringValue()));
    return complete
        && value
            .propertyStream()
            .allMatch(member -> accepts(memberSchema(schema, member.getKey()), member.getValue()));
  }

  private static JsonNode memberSchema(JsonNode schema, String name) {
    JsonNode known = schema.path("properties").path(name);
    return known.isMissingNode() ? orAnything(schema.path("additionalProperties")) : known;
  }

  private static boolean elementsFit(JsonNode schema, JsonNode value) {
    return value.size() <= schema.path("maxItems").intValue(Integer.MAX_VALUE)
        && elements(value).allMatch(element -> accepts(orAnything(schema.path("items")), element));
  }

  private static JsonNode orAnything(JsonNode schema) {
    return schema.isMissingNode() ? JsonNodeFactory.instance.booleanNode(true) : schema;
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
