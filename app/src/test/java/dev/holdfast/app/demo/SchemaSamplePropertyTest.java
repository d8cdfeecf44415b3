package dev.holdfast.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Label("A sample of any JSON schema")
final class SchemaSamplePropertyTest {

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void it_satisfies_the_schema(@ForAll("schemas") JsonNode schema) {
    JsonNode sample = SchemaSample.of(schema, "word");

    assertThat(satisfies(sample, schema)).as("%s for %s", sample, schema).isTrue();
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void it_is_always_the_same(@ForAll("schemas") JsonNode schema) {
    assertThat(SchemaSample.of(schema, "word")).isEqualTo(SchemaSample.of(schema, "word"));
  }

  /** Checks what the schemas below can ask for, independently of how samples are made. */
  private static boolean satisfies(JsonNode value, JsonNode schema) {
    if (schema.has("anyOf")) {
      return schema.path("anyOf").valueStream().anyMatch(choice -> satisfies(value, choice));
    }
    if (schema.has("allOf")) {
      return schema.path("allOf").valueStream().allMatch(part -> satisfies(value, part));
    }
    if (schema.has("enum")) {
      return schema.path("enum").valueStream().anyMatch(value::equals);
    }
    return switch (schema.path("type").stringValue()) {
      case "object" -> isObject(value, schema);
      case "array" -> isArray(value, schema);
      case "integer" -> value.isIntegralNumber() && inBounds(value, schema);
      case "number" -> value.isNumber() && inBounds(value, schema);
      case "string" -> value.isString() && fits(value.stringValue().length(), schema, "Length");
      case "boolean" -> value.isBoolean();
      default -> throw new AssertionError("a schema that is not made below");
    };
  }

  private static boolean isObject(JsonNode value, JsonNode schema) {
    return value.isObject()
        && schema.path("required").valueStream().allMatch(name -> value.has(name.stringValue()))
        && value.properties().stream()
            .filter(member -> schema.path("properties").has(member.getKey()))
            .allMatch(
                member ->
                    satisfies(member.getValue(), schema.at("/properties/" + member.getKey())));
  }

  private static boolean isArray(JsonNode value, JsonNode schema) {
    List<JsonNode> elements = value.valueStream().toList();
    boolean distinct = new HashSet<>(elements).size() == elements.size();
    return value.isArray()
        && fits(elements.size(), schema, "Items")
        && (distinct || !schema.has("uniqueItems"))
        && elements.stream().allMatch(element -> satisfies(element, schema.path("items")));
  }

  private static boolean fits(int size, JsonNode schema, String what) {
    return size >= schema.path("min" + what).asInt(0)
        && size <= schema.path("max" + what).asInt(Integer.MAX_VALUE);
  }

  private static boolean inBounds(JsonNode value, JsonNode schema) {
    BigDecimal number = value.decimalValue();
    BigDecimal step = schema.path("multipleOf").asDecimal(number.max(BigDecimal.ONE));
    boolean stepped = !schema.has("multipleOf") || number.remainder(step).signum() == 0;
    return stepped
        && (!schema.has("minimum") || number.compareTo(schema.path("minimum").decimalValue()) >= 0)
        && (!schema.has("maximum") || number.compareTo(schema.path("maximum").decimalValue()) <= 0)
        && (!schema.has("exclusiveMinimum")
            || number.compareTo(schema.path("exclusiveMinimum").decimalValue()) > 0)
        && (!schema.has("exclusiveMaximum")
            || number.compareTo(schema.path("exclusiveMaximum").decimalValue()) < 0);
  }

  @Provide
  Arbitrary<JsonNode> schemas() {
    return schemas(3);
  }

  private static Arbitrary<JsonNode> schemas(int depth) {
    Arbitrary<JsonNode> leaves = Arbitraries.oneOf(numbers(), texts(), constants());
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<JsonNode> inner = schemas(depth - 1);
    return Arbitraries.oneOf(
        leaves,
        objects(inner),
        Combinators.combine(inner, Arbitraries.integers().between(0, 3))
            .as(SchemaSamplePropertyTest::list),
        numbers()
            .flatMap(
                number ->
                    Arbitraries.integers().between(2, 4).map(count -> distinct(number, count))),
        inner.list().ofMinSize(1).ofMaxSize(3).map(SchemaSamplePropertyTest::anyOf),
        Combinators.combine(objects(inner), objects(inner)).as(SchemaSamplePropertyTest::allOf));
  }

  private static Arbitrary<JsonNode> numbers() {
    // a room of 20 between the bounds holds a multiple of each step, and four different ones
    return Combinators.combine(
            Arbitraries.of("integer", "number"),
            Arbitraries.integers().between(-1_000, 1_000),
            Arbitraries.of("minimum", "exclusiveMinimum", ""),
            Arbitraries.of("maximum", "exclusiveMaximum", ""),
            Arbitraries.of(0, 1, 2, 3))
        .as(
            (type, low, lower, upper, step) -> {
              ObjectNode schema = schema(type);
              if (!lower.isEmpty()) {
                schema.put(lower, low);
              }
              if (!upper.isEmpty()) {
                schema.put(upper, low + 20);
              }
              if (step > 0) {
                schema.put("multipleOf", step);
              }
              return schema;
            });
  }

  private static Arbitrary<JsonNode> texts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 30), Arbitraries.integers().between(0, 30))
        .as(
            (least, room) ->
                schema("string").put("minLength", least).put("maxLength", least + room));
  }

  private static Arbitrary<JsonNode> constants() {
    return Arbitraries.of(
        schema("boolean"), DemoParameters.JSON.readTree("{\"enum\":[\"a\",2,null]}"));
  }

  private static Arbitrary<JsonNode> objects(Arbitrary<JsonNode> inner) {
    return Combinators.combine(
            Arbitraries.maps(Arbitraries.of("a", "b", "c"), inner).ofMaxSize(3),
            Arbitraries.of("a", "b", "c").set().ofMaxSize(3))
        .as(
            (properties, required) -> {
              ObjectNode schema = schema("object");
              schema.putObject("properties").setAll(properties);
              required.stream()
                  .filter(properties::containsKey)
                  .forEach(schema.withArray("/required")::add);
              return schema;
            });
  }

  private static JsonNode list(JsonNode items, int least) {
    return schema("array").put("minItems", least).set("items", items);
  }

  private static JsonNode distinct(JsonNode items, int count) {
    return schema("array").put("minItems", count).put("uniqueItems", true).set("items", items);
  }

  private static JsonNode anyOf(List<JsonNode> choices) {
    ObjectNode schema = DemoParameters.JSON.createObjectNode();
    schema.putArray("anyOf").addAll(choices);
    return schema;
  }

  /** Two objects whose properties do not contradict each other. */
  private static JsonNode allOf(JsonNode first, JsonNode second) {
    ObjectNode renamed = schema("object");
    second
        .path("properties")
        .forEachEntry(
            (name, property) -> renamed.withObject("/properties").set("x" + name, property));
    second
        .path("required")
        .forEach(name -> renamed.withArray("/required").add("x" + name.stringValue()));
    ObjectNode schema = DemoParameters.JSON.createObjectNode();
    schema.putArray("allOf").add(first).add(renamed);
    return schema;
  }

  private static ObjectNode schema(String type) {
    return DemoParameters.JSON.createObjectNode().put("type", type);
  }
}
