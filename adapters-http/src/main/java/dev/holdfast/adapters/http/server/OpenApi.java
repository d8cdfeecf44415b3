package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.responses.ResponseSchemas;
import dev.holdfast.adapters.http.server.Operation.Body;
import dev.holdfast.adapters.http.server.Operation.Parameter;
import dev.holdfast.adapters.http.server.Operation.Place;
import dev.holdfast.adapters.http.server.Route.Access;
import dev.holdfast.domain.token.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes operations for programs. Source: OpenAPI Specification 3.1.1. */
final class OpenApi {

  /** The ways to show a token. */
  private static final List<String> TOKENS = List.of("bearer", "apiKey");

  /** What every request with a token may say. */
  private static final Parameter STORE =
      new Parameter(
          Place.HEADER, Gate.STORE, "The id of the store the request is meant for; 409 if not.");

  private static final String NOTES =
      "Paths below /v1 are served without it too, every path with a trailing slash too, and every"
          + " GET as HEAD. Errors have one form; docs/errors.md of the project lists them all.";

  private OpenApi() {}

  /** The document, as JSON. */
  static byte[] document(List<Operation> operations) {
    ObjectNode document = ChatJson.MAPPER.createObjectNode();
    document.put("openapi", "3.1.1");
    ObjectNode info = document.putObject("info");
    info.put("title", "Holdfast").put("version", "1").put("description", NOTES);
    document.putArray("servers").addObject().put("url", "/");
    ObjectNode paths = document.putObject("paths");
    for (Operation operation : operations) {
      Route route = operation.route();
      String path = route.path().replace('<', '{').replace('>', '}');
      String method = route.method().name().toLowerCase(Locale.ROOT);
      describe(operation, paths.withObjectProperty(path).putObject(method));
    }
    document.set("components", components());
    return ChatJson.MAPPER.writeValueAsBytes(document);
  }

  private static JsonNode components() {
    try (InputStream in =
        Objects.requireNonNull(OpenApi.class.getResourceAsStream("components.json"))) {
      JsonNode components = ChatJson.MAPPER.readTree(in);
      components.withObjectProperty("schemas").setAll(ResponseSchemas.all());
      return components;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void describe(Operation operation, ObjectNode into) {
    into.put("operationId", operation.id()).put("summary", operation.summary());
    security(operation, into);
    for (Parameter parameter : operation.parameters()) {
      describe(parameter, into.withArrayProperty("parameters").addObject());
    }
    if (operation.steps().contains(Step.STORE_IDENTITY)) {
      describe(STORE, into.withArrayProperty("parameters").addObject());
    }
    switch (operation.body()) {
      case Body.None() -> {}
      case Body.Json(String schema) -> {
        ObjectNode body = into.putObject("requestBody").put("required", true);
        content(body, Map.of(Operation.JSON, schema));
      }
    }
    ObjectNode responses = into.putObject("responses");
    content(responses.putObject("200").put("description", "Done."), operation.answers());
    errors(operation)
        .forEach(
            (status, causes) -> {
              ObjectNode response = responses.putObject(status.toString());
              response.put("description", causes);
              content(response, Map.of(Operation.JSON, "Error"));
            });
  }

  /** Who may call it; the names beside a token's kind are scopes, as 3.1 has it. */
  private static void security(Operation operation, ObjectNode into) {
    switch (operation.route().access()) {
      case Access.Open _ -> {
        into.putArray("security").addObject();
        if (operation.steps().contains(Step.TOKEN)) {
          TOKENS.forEach(token -> into.withArrayProperty("security").addObject().putArray(token));
        }
      }
      case Access.Guarded(Scope scope, _) -> {
        String name = scope.name().toLowerCase(Locale.ROOT);
        into.put("description", "Needs a token with the scope " + name + ".");
        for (String token : TOKENS) {
          into.withArrayProperty("security").addObject().putArray(token).add(name);
        }
      }
    }
  }

  private static void describe(Parameter parameter, ObjectNode into) {
    into.put("name", parameter.name());
    switch (parameter.place()) {
      case HEADER -> into.put("in", "header");
      case QUERY -> into.put("in", "query");
      case PATH -> into.put("in", "path").put("required", true);
    }
    into.put("description", parameter.description());
    into.putObject("schema").put("type", "string");
  }

  private static void content(ObjectNode into, Map<String, String> schemas) {
    ObjectNode content = into.putObject("content");
    new TreeMap<>(schemas)
        .forEach(
            (type, schema) ->
                content
                    .putObject(type)
                    .putObject("schema")
                    .put("$ref", "#/components/schemas/" + schema));
  }

  /** The statuses of an operation's errors, each with its codes and when they come. */
  private static Map<Integer, String> errors(Operation operation) {
    return ErrorTable.causes().stream()
        .filter(cause -> operation.steps().contains(Step.of(cause)))
        .map(ErrorTable::row)
        .distinct()
        .collect(
            Collectors.groupingBy(
                ErrorRow::status,
                TreeMap::new,
                Collectors.mapping(
                    row -> "`" + row.code() + "`: " + row.meaning().when(),
                    Collectors.joining("\n\n"))));
  }
}
