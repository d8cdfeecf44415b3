package dev.holdfast.app.files.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.domain.finding.Finding;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The schema of the configuration")
final class ConfigurationSchemaTest {

  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                  .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                  .build())
          .build();

  private final JsonNode schema = JSON.readTree(ConfigurationSchema.text());
  private final JsonNode sample = JSON.readTree(Samples.EVERY_KEY);

  @Test
  void is_written_in_the_dialect_it_names() {
    assertThat(schema.path("$schema").stringValue())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  @Test
  void accepts_what_the_reader_accepts() {
    assertThat(read(sample)).isInstanceOf(ConfigurationReading.Valid.class);
    assertThat(SchemaValidator.accepts(schema, sample)).isTrue();
  }

  @Test
  void has_the_keys_of_the_reader_and_no_others() {
    Set<String> inSchema = new TreeSet<>();
    collectSchemaKeys(schema, "", inSchema);
    Set<String> inSample = new TreeSet<>();
    collectSampleKeys(schema, sample, "", inSample);

    assertThat(inSchema).hasSizeGreaterThan(30).isEqualTo(inSample);
  }

  @Test
  void lets_no_object_hold_a_key_that_the_reader_does_not_know() {
    for (ObjectNode object : objectsWithFixedKeys(sample)) {
      object.put("foreign", 1);

      assertThat(SchemaValidator.accepts(schema, sample)).isFalse();
      assertThat(read(sample).findings())
          .extracting(Finding::id)
          .containsOnlyOnce("config-unknown-key");

      object.remove("foreign");
    }
  }

  @Test
  void tells_the_defaults_that_hold() {
    ObjectNode defaults = (ObjectNode) defaults(schema);
    JsonNode agent = schema.path("properties").path("agents").path("additionalProperties");
    defaults.putObject("agents").set("main", defaults(agent));

    ConfigurationReading reading = read(defaults);

    assertThat(reading)
        .isEqualTo(new ConfigurationReading.Valid(Configuration.defaults(), List.of()));
  }

  @Test
  void describes_every_key() {
    assertThat(schema.findParents("type").stream().filter(node -> node.has("default")))
        .isNotEmpty()
        .allMatch(node -> !node.path("description").stringValue("").isBlank());
  }

  static ConfigurationReading read(JsonNode document) {
    return new ConfigurationReader(Samples.SECRETS).read("f", JSON.writeValueAsString(document));
  }

  private static void collectSchemaKeys(JsonNode schema, String path, Set<String> keys) {
    schema
        .path("properties")
        .propertyStream()
        .forEach(
            property -> {
              keys.add(path + "." + property.getKey());
              collectSchemaKeys(property.getValue(), path + "." + property.getKey(), keys);
            });
    if (schema.path("additionalProperties").isObject()) {
      collectSchemaKeys(schema.get("additionalProperties"), path + ".*", keys);
    }
    if (schema.has("items")) {
      collectSchemaKeys(schema.get("items"), path + "[]", keys);
    }
    schema.path("oneOf").forEach(one -> collectSchemaKeys(one, path, keys));
  }

  /** The keys of a document, with the names that an operator chooses written as a star. */
  private static void collectSampleKeys(
      JsonNode schema, JsonNode value, String path, Set<String> keys) {
    boolean table = schema.path("additionalProperties").isObject();
    value
        .propertyStream()
        .forEach(
            member -> {
              String at = path + "." + (table ? "*" : member.getKey());
              if (!table) {
                keys.add(at);
              }
              JsonNode next =
                  table
                      ? schema.get("additionalProperties")
                      : schema.path("properties").path(member.getKey());
              collectSampleKeys(next, member.getValue(), at, keys);
            });
    if (value.isArray()) {
      value.forEach(element -> collectSampleKeys(schema.path("items"), element, path + "[]", keys));
    }
  }

  private static List<ObjectNode> objectsWithFixedKeys(JsonNode sample) {
    return List.of(
        (ObjectNode) sample,
        (ObjectNode) sample.at("/gateway"),
        (ObjectNode) sample.at("/gateway/cors"),
        (ObjectNode) sample.at("/agents/main"),
        (ObjectNode) sample.at("/providers/openai"),
        (ObjectNode) sample.at("/providers/openai/models/0"),
        (ObjectNode) sample.at("/providers/local/apiKey"),
        (ObjectNode) sample.at("/session"),
        (ObjectNode) sample.at("/session/keyFrom/0"),
        (ObjectNode) sample.at("/session/reset"),
        (ObjectNode) sample.at("/session/reset/byType/group"),
        (ObjectNode) sample.at("/session/queue"),
        (ObjectNode) sample.at("/turn"));
  }

  /** A document in which every key that has a default holds it. */
  private static JsonNode defaults(JsonNode schema) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    schema
        .path("properties")
        .propertyStream()
        .forEach(
            property -> {
              JsonNode known = property.getValue();
              if (known.has("default")) {
                document.set(property.getKey(), known.get("default"));
              } else if (known.has("properties")) {
                document.set(property.getKey(), defaults(known));
              }
            });
    return document;
  }
}
