package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.json.MemberKind;
import dev.holdfast.adapters.http.server.Route.Access;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.ports.in.ChangeFeed.Next;
import dev.holdfast.ports.in.Responses.Cancellation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("The description of the server")
class OpenApiTest {

  private static final String SCHEMAS = "#/components/schemas/";

  private final TestGateway gateway = TestGateway.start();
  private final String text = read("/openapi.json").send(gateway).body();
  private final JsonNode document = ChatJson.MAPPER.readTree(text);

  @AfterAll
  void close() {
    gateway.close();
  }

  @Test
  void is_valid_openapi() {
    assertThat(new OpenAPIV3Parser().readContents(text).getMessages()).isEmpty();
  }

  @Test
  void would_not_pass_with_a_member_that_openapi_does_not_know() {
    String broken = text.replaceFirst("\"operationId\"", "\"operationID\"");

    assertThat(new OpenAPIV3Parser().readContents(broken).getMessages()).isNotEmpty();
  }

  @Test
  void describes_each_operation_once() {
    List<String> described =
        document
            .path("paths")
            .valueStream()
            .flatMap(JsonNode::valueStream)
            .map(operation -> operation.path("operationId").stringValue())
            .toList();

    assertThat(described)
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(
            gateway.routes().operations().stream().map(Operation::id).toList());
  }

  @Test
  void has_schemas_that_are_valid_and_used() {
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var rules =
        registry.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    document
        .at("/components/schemas")
        .forEach(schema -> assertThat(rules.validate(schema)).isEmpty());
    assertThat(document.findValuesAsString("$ref").stream().distinct())
        .containsExactlyInAnyOrderElementsOf(
            document.at("/components/schemas").propertyNames().stream()
                .map(SCHEMAS::concat)
                .toList());
  }

  @Test
  void asks_for_the_scope_that_the_gate_asks_for() {
    for (Operation operation : gateway.routes().operations()) {
      JsonNode first = described(operation).path("security").path(0);

      switch (operation.route().access()) {
        case Access.Open _ -> assertThat(first).as(operation.id()).isEmpty();
        case Access.Guarded(Scope scope, _) ->
            assertThat(first.path("bearer").path(0).stringValue())
                .as(operation.id())
                .isEqualTo(scope.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  @Test
  void tells_of_every_error_but_those_of_paths_that_are_not_there() {
    EnumSet<Step> told = EnumSet.noneOf(Step.class);
    gateway.routes().operations().forEach(operation -> told.addAll(operation.steps()));

    assertThat(EnumSet.complementOf(told)).containsExactly(Step.ROUTING);
  }

  @Test
  void knows_the_members_of_a_request_that_its_reader_knows() {
    JsonNode members = document.at("/components/schemas/ChatCompletionRequest/properties");

    assertThat(members.propertyNames())
        .containsAll(FieldRules.KINDS.keySet())
        .doesNotContainAnyElementsOf(FieldRules.UNSUPPORTED);
    FieldRules.KINDS.forEach(
        (name, kinds) -> {
          if (!name.equals("model")) {
            assertThat(types(members.path(name)))
                .as(name)
                .isEqualTo(
                    Stream.concat(kinds.stream().map(OpenApiTest::type), Stream.of("null"))
                        .collect(Collectors.toCollection(TreeSet::new)));
          }
        });
  }

  @Test
  void holds_for_a_request_of_each_operation() {
    gateway.conversations().play(Scenes.saying("Hel", "lo"));
    gateway.responses().put("r", KeptSamples.answered("r"));
    gateway.responses().put("r", new Cancellation.Ended(KeptSamples.answered("r")));
    gateway.feed().play(new Next.News(ScriptedFeed.everyKind()));
    Map<String, List<TestRequest>> requests = new LinkedHashMap<>();
    requests.put("getHealth", List.of(TestRequest.get("/health")));
    requests.put("getReadiness", List.of(TestRequest.get("/readyz"), read("/readyz")));
    requests.put(
        "getIdentity",
        List.of(TestRequest.get("/api/identity?key=0a1b2c3d&nonce=" + "0".repeat(64))));
    requests.put("getDescription", List.of(read("/openapi.json")));
    requests.put("getMetrics", List.of(read("/metrics")));
    requests.put("listModels", List.of(read("/v1/models")));
    requests.put("getModel", List.of(read("/v1/models/openai%2Fgpt-5.5")));
    requests.put(
        "createChatCompletion",
        List.of(TestRequest.chat(TestRequest.HELLO), TestRequest.chat(TestRequest.HELLO_STREAMED)));
    requests.put(
        "createResponse",
        List.of(
            TestRequest.response(TestRequest.ASK), TestRequest.response(TestRequest.ASK_STREAMED)));
    requests.put(
        "getResponse", List.of(read("/v1/responses/r"), read("/v1/responses/r?stream=true")));
    requests.put("listInputItems", List.of(read("/v1/responses/r/input_items")));
    requests.put("cancelResponse", List.of(write("POST", "/v1/responses/r/cancel")));
    requests.put("deleteResponse", List.of(write("DELETE", "/v1/responses/r")));
    requests.put(
        "listTurns", List.of(read("/api/turns"), read("/api/turns?state=waiting&limit=1")));
    requests.put("listStuckTurns", List.of(read("/api/turns/stuck")));
    requests.put(
        "recoverTurns",
        List.of(
            admin("POST", "/api/turns/recover"),
            admin("POST", "/api/turns/recover").json("{\"session\":\"ann\"}")));
    requests.put("getTurn", List.of(read("/api/turns/turn_2")));
    requests.put("abortTurn", List.of(write("POST", "/api/turns/turn_2/abort")));
    requests.put("followChanges", List.of(read("/api/events")));
    requests.put("listSessions", List.of(read("/api/sessions"), read("/api/sessions?limit=1")));
    requests.put("getSession", List.of(read("/api/sessions/main")));
    requests.put(
        "patchSession", List.of(write("PATCH", "/api/sessions/main").json(TestRequest.PATCH)));
    requests.put(
        "resetSession",
        List.of(
            write("POST", "/api/sessions/main/reset"),
            write("POST", "/api/sessions/main/reset").json("{\"force\":true}")));
    requests.put("deleteSession", List.of(admin("DELETE", "/api/sessions/main?force=true")));
    requests.put("listArchives", List.of(read("/api/archives"), read("/api/archives?limit=1")));
    requests.put("restoreSession", List.of(admin("POST", "/api/archives/a-1/restore")));
    requests.put("getGateway", List.of(read("/api/gateway")));
    requests.put(
        "drainGateway",
        List.of(
            admin("POST", "/api/gateway/drain"),
            admin("POST", "/api/gateway/drain").json("{\"off\":true}")));
    requests.put("stopGateway", List.of(admin("POST", "/api/gateway/stop")));
    requests.put("restartGateway", List.of(admin("POST", "/api/gateway/restart")));
    requests.put("reloadConfiguration", List.of(admin("POST", "/api/gateway/reload")));
    requests.put("foreseeRestart", List.of(admin("GET", "/api/gateway/restart")));
    requests.put("foreseeReload", List.of(admin("GET", "/api/gateway/reload")));
    requests.put("getLogLevel", List.of(admin("GET", "/api/log/level")));
    requests.put("setLogLevel", List.of(admin("PUT", "/api/log/level").json(TestRequest.LEVEL)));
    requests.put("listTokens", List.of(admin("GET", "/api/tokens")));
    requests.put("createToken", List.of(admin("POST", "/api/tokens").json(TestRequest.TOKEN)));
    requests.put("rotateToken", List.of(admin("POST", "/api/tokens/t-1/rotate")));
    requests.put("revokeToken", List.of(admin("DELETE", "/api/tokens/t-1")));
    requests.put(
        "listAudit", List.of(admin("GET", "/api/audit"), admin("GET", "/api/audit?limit=1")));

    assertThat(requests)
        .containsOnlyKeys(gateway.routes().operations().stream().map(Operation::id).toList());
    requests.forEach(
        (id, some) -> {
          for (TestRequest request : some) {
            assertThat(request.send(gateway).status()).as(id).isEqualTo(200);
          }
        });
  }

  @Test
  void finds_an_answer_wrong_that_is_not_as_described() {
    ApiDocument judge = ApiDocument.of(gateway);
    Map<String, String> wrong =
        Map.of(
            "Health", "{\"status\":\"well\"}",
            "Readiness", "{}",
            "Model", "{\"id\":\"m\",\"object\":\"model\",\"created\":\"today\",\"owned_by\":\"o\"}",
            "Error", "{\"error\":null}",
            "Change", "{\"kind\":\"turn_started\",\"agent\":\"main\"}",
            "ChatCompletion", "{\"choices\":[]}",
            "ChatCompletionEvent", "{\"id\":\"chatcmpl-1\"}",
            "ChatCompletionRequest", "{\"model\":\"m\",\"messages\":\"hi\"}");

    wrong.forEach(
        (schema, json) ->
            assertThat(judge.problems(SCHEMAS + schema, ChatJson.MAPPER.readTree(json)))
                .as(schema)
                .isNotEmpty());
  }

  private static TestRequest admin(String method, String path) {
    return TestRequest.of(method, path).token(TestGateway.ADMIN_TOKEN);
  }

  private static TestRequest write(String method, String path) {
    return TestRequest.of(method, path).token(TestGateway.WRITE_TOKEN);
  }

  private static TestRequest read(String path) {
    return TestRequest.get(path).token(TestGateway.READ_TOKEN);
  }

  private JsonNode described(Operation operation) {
    String path = operation.route().path().replace("<id>", "{id}");
    String method = operation.route().method().name().toLowerCase(Locale.ROOT);
    return document.path("paths").path(path).path(method);
  }

  private static TreeSet<String> types(JsonNode schema) {
    return schema
        .path("type")
        .valueStream()
        .map(JsonNode::stringValue)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String type(MemberKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
