package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holdfast.adapters.http.chat.ChatJson;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds JSON to the schemas of the Responses API. */
final class ResponseJudge {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private ResponseJudge() {}

  /** The value of a JSON text that is as a schema says. */
  static JsonNode checked(String schema, String json) {
    JsonNode value = ChatJson.MAPPER.readTree(json);
    assertThat(problems(schema, value)).as(schema + ": " + json).isEmpty();
    return value;
  }

  static List<String> problems(String schema, JsonNode value) {
    return SCHEMAS.computeIfAbsent(schema, ResponseJudge::compiled).validate(value).stream()
        .map(Object::toString)
        .toList();
  }

  private static Schema compiled(String schema) {
    ObjectNode whole = ChatJson.MAPPER.createObjectNode();
    whole.put("$ref", "#/components/schemas/" + schema);
    whole.putObject("components").set("schemas", ResponseSchemas.all());
    return REGISTRY.getSchema(whole);
  }
}
