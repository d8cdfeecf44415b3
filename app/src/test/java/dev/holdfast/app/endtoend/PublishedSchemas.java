package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schemas that a gateway publishes, to hold its answers to. */
final class PublishedSchemas {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode schemas;
  private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

  private PublishedSchemas(JsonNode schemas) {
    this.schemas = schemas;
  }

  /** Those in the description that a running gateway serves. */
  static PublishedSchemas of(RunningGateway gateway) {
    JsonNode description = gateway.raw().getKnown("/openapi.json").json();
    return new PublishedSchemas(description.at("/components/schemas"));
  }

  /** The value of a JSON text that is as a schema says. */
  JsonNode checked(String schema, String json) {
    JsonNode value = Json.read(json);
    assertThat(compiled.computeIfAbsent(schema, this::compile).validate(value))
        .as("%s as %s", json, schema)
        .isEmpty();
    return value;
  }

  private Schema compile(String schema) {
    ObjectNode whole = JsonMapper.shared().createObjectNode();
    whole.put("$ref", "#/components/schemas/" + schema);
    whole.putObject("components").set("schemas", schemas);
    return REGISTRY.getSchema(whole);
  }
}
