package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.endtoend.RawClient.Chat;
import dev.holdfast.app.endtoend.RawClient.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The one table of the management API: every operation, by every scope, by every kind of binding,
 * over HTTP against a gateway with two agents. What a token does not reach answers as what is not
 * there; a scope that is too low is told before anything is looked at.
 */
@DisplayName("Who may do what to which object")
final class AuthorizationIT {

  private static final String CONFIGURATION = "{\"agents\": {\"work\": {}}}";

  /** Sessions that are there, by what they are called in this table. */
  private static final Map<String, String> SESSIONS =
      new LinkedHashMap<>(
          Map.of(
              "ann", "agent:main:web:ann",
              "bob", "agent:main:web:bob",
              "tel", "agent:main:tel:ann",
              "work", "agent:work:web:ann"));

  /** How tokens are bound, and which sessions each binding reaches. */
  private static final Map<String, Binding> BINDINGS =
      Map.of(
          "everything", new Binding("", List.of("ann", "bob", "tel", "work")),
          "agent main", new Binding("\"agent\":\"main\"", List.of("ann", "bob", "tel")),
          "agent work", new Binding("\"agent\":\"work\"", List.of("work")),
          "key ann", new Binding("\"key\":\"agent:main:web:ann\"", List.of("ann")),
          "prefix web", new Binding("\"key_prefix\":\"web:\"", List.of("ann", "bob")));

  private static final List<String> SCOPES = List.of("read", "write", "admin");

  @TempDir private static Path scratch;

  private static RunningGateway gateway;
  private static final Map<String, RawClient> CLIENTS = new LinkedHashMap<>();

  /** A binding. */
  private record Binding(String members, List<String> reached) {}

  /**
   * One operation on a session.
   *
   * @param path in it {@code {key}} stands for the session's
   * @param done the status of a request that is done, or would be if it were not meant to fail
   */
  private record Operation(String method, String path, String scope, String body, int done) {}

  /**
   * Requests that change nothing, or the same thing again, so that all of the table can be tried.
   */
  private static final List<Operation> OPERATIONS =
      List.of(
          new Operation("GET", "/api/sessions/{key}", "read", "", 200),
          new Operation("PATCH", "/api/sessions/{key}", "write", "{\"expected_version\":0}", 409),
          new Operation("POST", "/api/sessions/{key}/reset", "write", "", 200),
          new Operation("DELETE", "/api/sessions/{key}", "admin", "", 200));

  @BeforeAll
  static void start() throws InterruptedException {
    gateway = new TestHome(scratch).configured(CONFIGURATION).start();
    RawClient operator = gateway.raw();
    SESSIONS.values().forEach(key -> operator.chat(Chat.of(key, "hi")));
    for (String scope : SCOPES) {
      BINDINGS.forEach(
          (name, binding) -> {
            String members = binding.members().isEmpty() ? "" : "," + binding.members();
            Reply made =
                operator.post(
                    "/api/tokens",
                    "{\"name\":\"%s %s\",\"scope\":\"%s\"%s}"
                        .formatted(scope, name, scope, members));
            assertThat(made.status()).as(made.body()).isEqualTo(200);
            CLIENTS.put(scope + " " + name, gateway.raw(made.json().path("token").asString()));
          });
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    gateway.stop();
  }

  private static boolean permits(String scope, String needed) {
    return SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
  }

  /** Every row of the table: what is asked, by whom, of what. */
  @TestFactory
  Stream<DynamicTest> row() {
    List<DynamicTest> rows = new ArrayList<>();
    for (Operation operation : OPERATIONS) {
      for (String scope : SCOPES) {
        BINDINGS.forEach(
            (name, binding) ->
                SESSIONS.forEach(
                    (session, key) ->
                        rows.add(
                            DynamicTest.dynamicTest(
                                "%s %s of %s by %s %s"
                                    .formatted(
                                        operation.method(), operation.path(), session, scope, name),
                                () -> check(operation, scope, name, session, key)))));
      }
    }
    return rows.stream();
  }

  private static void check(
      Operation operation, String scope, String name, String session, String key) {
    int expected =
        !permits(scope, operation.scope())
            ? 403
            : BINDINGS.get(name).reached().contains(session) ? operation.done() : 404;

    Reply reply =
        CLIENTS
            .get(scope + " " + name)
            .send(operation.method(), operation.path().replace("{key}", key), operation.body());

    assertThat(reply.status()).as(reply.body()).isEqualTo(expected);
    if (operation.method().equals("DELETE") && reply.status() == 200) {
      Reply restored =
          gateway
              .raw()
              .post("/api/archives/" + reply.json().path("archive_id").asString() + "/restore", "");
      assertThat(restored.status()).as(restored.body()).isEqualTo(200);
    }
  }

  @Test
  void lists_hold_what_is_reached_whatever_the_size_of_their_pages() {
    SESSIONS.values().forEach(key -> gateway.raw().chat(Chat.of(key, "again")));
    for (String scope : SCOPES) {
      BINDINGS.forEach(
          (name, binding) -> {
            List<String> keys = binding.reached().stream().map(SESSIONS::get).toList();
            for (int limit : List.of(1, 2, 1000)) {
              assertThat(walk(CLIENTS.get(scope + " " + name), limit))
                  .as(scope + " " + name)
                  .containsExactlyInAnyOrderElementsOf(keys);
            }
          });
    }
  }

  private static List<String> walk(RawClient client, int limit) {
    List<String> keys = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = client.getKnown("/api/sessions?limit=" + limit + after).json();
      page.path("data").valueStream().forEach(one -> keys.add(one.path("key").asString()));
      after = page.path("next").isNull() ? "" : "&after=" + page.path("next").asString();
    } while (!after.isEmpty());
    return keys;
  }

  @Test
  void an_archived_session_is_seen_and_restored_by_whoever_reaches_its_key() {
    String archive =
        gateway
            .raw()
            .send("DELETE", "/api/sessions/agent:main:web:ann", "")
            .json()
            .path("archive_id")
            .asString();

    for (String scope : SCOPES) {
      BINDINGS.forEach(
          (name, binding) -> {
            RawClient client = CLIENTS.get(scope + " " + name);
            boolean reached = binding.reached().contains("ann");
            assertThat(client.getKnown("/api/archives").json().path("data"))
                .as(scope + " " + name)
                .hasSize(reached ? 1 : 0);
            if (!permits(scope, "admin") || !reached) {
              assertThat(client.send("POST", "/api/archives/" + archive + "/restore", "").status())
                  .as(scope + " " + name)
                  .isEqualTo(permits(scope, "admin") ? 404 : 403);
            }
          });
    }
    assertThat(
            CLIENTS
                .get("admin key ann")
                .send("POST", "/api/archives/" + archive + "/restore", "")
                .status())
        .isEqualTo(200);
  }

  @Test
  void an_agent_that_is_not_reached_is_told_as_one_that_is_not_there() {
    for (String path :
        List.of("/api/sessions?agent=%s", "/api/archives?agent=%s", "/api/sessions/x?agent=%s")) {
      Reply forbidden = CLIENTS.get("admin agent main").getKnown(path.formatted("work"));
      Reply absent = CLIENTS.get("admin agent main").getKnown(path.formatted("nobody"));

      assertThat(forbidden.status()).isEqualTo(404);
      assertThat(forbidden.body()).isEqualTo(absent.body());
    }
  }

  @Test
  void tokens_and_audit_are_for_admins_and_for_bound_ones_within_their_binding() {
    for (String scope : SCOPES) {
      BINDINGS.forEach(
          (name, binding) -> {
            RawClient client = CLIENTS.get(scope + " " + name);
            boolean admin = permits(scope, "admin");
            boolean unbound = binding.members().isEmpty();
            String wish = "{\"name\":\"x\",\"scope\":\"read\"}";

            assertThat(client.getKnown("/api/tokens").status())
                .as(scope + " " + name)
                .isEqualTo(admin ? 200 : 403);
            assertThat(client.getKnown("/api/audit").status())
                .as(scope + " " + name)
                .isEqualTo(admin && unbound ? 200 : 403);
            assertThat(client.post("/api/tokens", wish).code())
                .as(scope + " " + name)
                .isEqualTo(!admin ? "insufficient_scope" : unbound ? "none" : "beyond_binding");
            assertThat(client.send("DELETE", "/api/tokens/none", "").status())
                .as(scope + " " + name)
                .isEqualTo(admin ? 404 : 403);
          });
    }
  }
}
