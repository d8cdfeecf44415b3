package dev.holdfast.adapters.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holdfast.adapters.http.chat.ChatJson;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The description of the server, as a judge over what it really answers. */
final class ApiDocument {

  private static final String OK = "200";
  private static final String DONE = "[DONE]";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** One for each description; tests start many servers, which all describe the same. */
  private static final Map<String, ApiDocument> KNOWN = new ConcurrentHashMap<>();

  private final JsonNode document;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private ApiDocument(String json) {
    this.document = ChatJson.MAPPER.readTree(json);
  }

  static ApiDocument of(TestGateway gateway) {
    String json = new String(OpenApi.document(gateway.routes().operations()), UTF_8);
    return KNOWN.computeIfAbsent(json, ApiDocument::new);
  }

  JsonNode json() {
    return document;
  }

  /** Holds an exchange to what is described, if it is one of a described operation. */
  void check(TestRequest request, RawResponse response) {
    operation(request).ifPresent(operation -> check(operation, request, response));
  }

  private void check(JsonNode operation, TestRequest request, RawResponse response) {
    String status = Integer.toString(response.status());
    JsonNode described = operation.path("responses").path(status);
    assertThat(described.isObject())
        .as(request.method() + " " + request.path() + " describes the status " + status)
        .isTrue();
    if (request.method().equals("HEAD")) {
      return;
    }
    String type = response.header("content-type");
    String schema = schema(described, type);
    if (type.startsWith("text/plain")) {
      assertThat(problems(schema, ChatJson.MAPPER.valueToTree(response.body()))).isEmpty();
      return;
    }
    bodies(type, response).forEach(body -> check(schema, body));
    if (status.equals(OK) && request.body().length > 0) {
      String read = schema(operation.path("requestBody"), Operation.JSON);
      check(read, new String(request.body(), UTF_8));
    }
  }

  private static Stream<String> bodies(String type, RawResponse response) {
    return type.equals(Operation.EVENTS)
        ? response.events().stream().filter(data -> !data.equals(DONE))
        : Stream.of(response.body());
  }

  private static String schema(JsonNode described, String type) {
    String reference =
        described.path("content").path(type).path("schema").path("$ref").asString("");
    assertThat(reference).as("the schema of " + type).isNotEmpty();
    return reference;
  }

  /** Holds a JSON text to a schema of the description. */
  void check(String reference, String json) {
    assertThat(problems(reference, ChatJson.MAPPER.readTree(json)))
        .as(reference + ": " + json)
        .isEmpty();
  }

  /** What is wrong with a value by a schema of the description. */
  List<String> problems(String reference, JsonNode value) {
    return schemas.computeIfAbsent(reference, this::compiled).validate(value).stream()
        .map(Object::toString)
        .toList();
  }

  private Schema compiled(String reference) {
    ObjectNode whole = ChatJson.MAPPER.createObjectNode().put("$ref", reference);
    whole.set("components", document.path("components"));
    return REGISTRY.getSchema(whole);
  }

  /**
   * The operation that a request asks for, however its path is spelled. Of two that fit, the longer
   * path says more.
   */
  private Optional<JsonNode> operation(TestRequest request) {
    String asked = request.path().replaceFirst("[?].*", "").replaceFirst("(?<=.)/$", "");
    String method = request.method().equals("HEAD") ? "get" : request.method().toLowerCase(ROOT);
    return document.path("paths").properties().stream()
        .filter(path -> matches(path.getKey(), asked) || matches(path.getKey(), "/v1" + asked))
        .max(Comparator.comparing(path -> path.getKey().length()))
        .map(path -> path.getValue().path(method))
        .filter(JsonNode::isObject);
  }

  private static boolean matches(String template, String path) {
    return path.matches(template.replace(".", "[.]").replaceFirst("[{]\\w+}", ".+"));
  }
}
