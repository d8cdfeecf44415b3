package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.endtoend.RawClient.Chat;
import dev.holdfast.app.endtoend.RawClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("Tokens, sessions and the audit, looked after through the running gateway")
final class ManagementIT {

  private static final String KEY = "agent:main:web:a/b c";

  /** The same in a path. */
  private static final String ENCODED = "agent%3Amain%3Aweb%3Aa%2Fb%20c";

  @TempDir private Path scratch;

  private TestHome home;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws InterruptedException {
    home = new TestHome(scratch);
    gateway = home.start();
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private JsonNode done(String... command) throws InterruptedException {
    Finished finished = run(command);
    assertThat(finished.exit()).as(finished.out() + finished.err()).isZero();
    return Json.read(finished.out().lines().toList().getLast()).path("data");
  }

  private Finished run(String... command) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--json");
    return home.run(arguments.toArray(String[]::new));
  }

  private static String code(Finished finished) {
    return Json.read(finished.out().lines().toList().getLast()).at("/error/code").asString("none");
  }

  private Reply say(String token, String key, String text) {
    return gateway.raw(token).chat(Chat.of(key, text));
  }

  @Test
  void a_token_goes_into_a_private_file_and_lets_in_until_it_is_rotated_or_revoked()
      throws IOException, InterruptedException {
    Path file = scratch.resolve("laptop.token");
    Finished created =
        home.run(
            "tokens",
            "create",
            "--name",
            "laptop",
            "--scope",
            "write",
            "--key-prefix",
            "web:",
            "--expires-in",
            "1h",
            "--out",
            file.toString());
    String first = Files.readString(file).strip();

    assertThat(created.exit()).as(created.err()).isZero();
    assertThat(created.out()).contains("reaches  agent:main:web:\u2026").doesNotContain(first);
    assertThat(created.err())
        .isEqualTo(
            "through gateway %s: home %s, database %s, store %s\n"
                .formatted(
                    gateway.url(),
                    home.folder(),
                    home.folder().resolve("state/holdfast.sqlite"),
                    gateway.storeId()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(say(first, "web:ann", "hi").status()).isEqualTo(200);
    assertThat(say(first, "tel:ann", "hi").status()).isEqualTo(404);
    String id = done("tokens", "list").path("tokens").path(1).path("id").asString();

    assertThat(code(run("tokens", "rotate", id, "--out", file.toString())))
        .isEqualTo("file_exists");
    assertThat(say(first, "web:ann", "still me").status()).isEqualTo(200);
    String second = done("tokens", "rotate", id).path("token").path("token").asString();
    assertThat(say(first, "web:ann", "hi").status()).isEqualTo(401);
    assertThat(say(second, "web:ann", "hi").status()).isEqualTo(200);

    done("tokens", "revoke", id);
    assertThat(say(second, "web:ann", "hi").status()).isEqualTo(401);
    assertThat(code(run("tokens", "revoke", id))).isEqualTo("token_not_found");
    String own = done("tokens", "list").path("tokens").path(0).path("id").asString();
    assertThat(code(run("tokens", "revoke", own))).isEqualTo("last_admin_token");

    gateway.stop();
    gateway = home.start();
    assertThat(say(second, "web:ann", "hi").status()).isEqualTo(401);
    assertThat(told(done("audit", "list")))
        .containsExactly(
            "token_revoke last_admin_token",
            "token_revoke token_not_found",
            "token_revoke done",
            "token_rotate done",
            "token_create done",
            "token_create done");
  }

  private static List<String> told(JsonNode audit) {
    return audit
        .path("rows")
        .valueStream()
        .map(
            row ->
                row.path("operation").asString()
                    + " "
                    + row.path("reason").asString(row.path("outcome").asString()))
        .toList();
  }

  @Test
  void a_session_is_called_something_reset_archived_and_brought_back() throws Exception {
    say(gateway.token(), KEY, "I am Ann.");
    String transcript = home.session(KEY).path("transcript").toString();

    JsonNode patched = done("sessions", "patch", KEY, "--label", "Ann").path("session");
    assertThat(patched.path("label").asString()).isEqualTo("Ann");
    assertThat(home.session(KEY).at("/session/label").asString()).isEqualTo("Ann");
    assertThat(code(run("sessions", "patch", KEY, "--label", "x", "--expect-version", "1")))
        .isEqualTo("version_conflict");

    JsonNode reset = done("sessions", "reset", KEY).path("session");
    assertThat(reset.path("previousSessionId")).isEqualTo(patched.path("sessionId"));
    say(gateway.token(), KEY, "Who am I?");
    JsonNode second = home.session(KEY);
    assertThat(second.path("transcript").toString()).doesNotContain("I am Ann");
    assertThat(second.at("/session/label").asString()).isEqualTo("Ann");

    String archive = done("sessions", "delete", KEY).at("/archived/archiveId").asString();
    assertThat(home.run("sessions", "show", KEY).exit()).isEqualTo(1);
    assertThat(home.run("sessions", "show", reset.path("sessionId").asString()).exit())
        .isEqualTo(1);
    assertThat(home.run("sessions", "show", reset.path("previousSessionId").asString()).exit())
        .isEqualTo(1);
    assertThat(done("sessions", "archived").at("/archived/0/archiveId").asString())
        .isEqualTo(archive);

    say(gateway.token(), KEY, "Somebody new.");
    assertThat(code(run("sessions", "restore", archive))).isEqualTo("session_exists");
    done("sessions", "delete", KEY);
    gateway.stop();
    gateway = home.start();
    done("sessions", "restore", archive);

    assertThat(home.session(KEY).path("transcript")).isEqualTo(second.path("transcript"));
    JsonNode old =
        Json.read(
                home.run("sessions", "show", reset.path("previousSessionId").asString(), "--json")
                    .out())
            .path("data");
    assertThat(old.path("transcript").toString()).isEqualTo(transcript);
    assertThat(told(done("audit", "list")))
        .containsExactly(
            "session_restore done",
            "session_delete done",
            "session_restore session_exists",
            "session_delete done",
            "session_reset done",
            "session_patch version_conflict",
            "session_patch done",
            "token_create done");
  }

  @Test
  void a_response_of_an_archived_session_is_found_again_once_that_is_restored() throws Exception {
    RawClient client = gateway.raw();
    String body = "{\"model\":\"holdfast\",\"input\":\"hi\"}";
    Reply response = client.send("POST", "/v1/responses", body, "web:ann");
    String path = "/v1/responses/" + response.json().path("id").asString();
    assertThat(client.getKnown(path).status()).isEqualTo(200);

    Reply deleted = client.send("DELETE", "/api/sessions/web:ann", "");
    String archive = deleted.json().path("archive_id").asString();

    assertThat(client.getKnown(path).status()).isEqualTo(404);
    assertThat(client.getKnown("/api/sessions/web:ann").status()).isEqualTo(404);
    assertThat(client.send("POST", "/api/archives/" + archive + "/restore", "").status())
        .isEqualTo(200);
    assertThat(client.getKnown(path).status()).isEqualTo(200);
  }

  @Test
  void a_key_is_one_part_of_the_path_whatever_is_in_it() {
    RawClient client = gateway.raw();
    assertThat(client.chat(Chat.of("web:a/b", "hi")).header("x-holdfast-session-key"))
        .isEqualTo("agent:main:web:a/b");

    assertThat(client.getKnown("/api/sessions/web%3Aa%2Fb").json().path("key").asString())
        .isEqualTo("agent:main:web:a/b");
    assertThat(client.getKnown("/api/sessions/web:a/b").code()).isEqualTo("unknown_url");
    assertThat(client.getKnown("/api/sessions/" + ENCODED).code()).isEqualTo("session_not_found");
  }

  @Test
  void a_key_names_the_same_session_to_every_command_whatever_is_in_it() throws Exception {
    RawClient client = gateway.raw();
    for (String name : List.of("50% off", "a/../b?c#d", "agent:main:..")) {
      String key = name.startsWith("agent:") ? name : "agent:main:" + name;
      assertThat(client.chat(Chat.of(name, "hi")).header("x-holdfast-session-key")).isEqualTo(key);

      JsonNode patched = done("sessions", "patch", name, "--label", name).path("session");
      assertThat(patched.path("key").asString()).isEqualTo(key);
      assertThat(home.session(name).at("/session/label").asString()).isEqualTo(name);
      JsonNode turn = done("turns", "list", "--session", name).at("/turns/0");
      assertThat(turn.path("key").asString()).isEqualTo(key);
      assertThat(done("sessions", "reset", name).at("/session/key").asString()).isEqualTo(key);
      assertThat(done("sessions", "delete", key).at("/archived/key").asString()).isEqualTo(key);
      assertThat(code(run("sessions", "delete", name))).isEqualTo("session_not_found");
    }
  }

  @Test
  void a_list_of_sessions_goes_on_where_a_page_ended_also_one_of_the_gateway() throws Exception {
    for (String key : List.of("web:ann", "web:bob", "web:cem")) {
      say(gateway.token(), key, "hi");
    }

    JsonNode first = done("sessions", "list", "--limit", "2");
    String next = first.path("next").asString();
    JsonNode second = done("sessions", "list", "--limit", "2", "--after", next);

    assertThat(first.path("more").asBoolean()).isTrue();
    assertThat(keys(first)).containsExactly("agent:main:web:cem", "agent:main:web:bob");
    assertThat(keys(second)).containsExactly("agent:main:web:ann");
    assertThat(second.path("more").asBoolean()).isFalse();
    assertThat(second.path("next").isNull()).isTrue();
    String page = gateway.raw().getKnown("/api/sessions?limit=2").body();
    assertThat(Json.read(page).path("next").asString()).isEqualTo(next);
  }

  private static List<String> keys(JsonNode page) {
    return page.path("sessions").valueStream().map(entry -> entry.path("key").asString()).toList();
  }

  @Test
  void what_needs_a_gateway_says_so_when_none_runs() throws InterruptedException {
    gateway.stop();

    for (String command : List.of("events follow", "gateway drain", "log level debug")) {
      Finished finished = home.run(command.split(" "));

      assertThat(finished.exit()).as(command).isEqualTo(3);
      assertThat(finished.err())
          .startsWith("holdfast: No gateway runs on " + home.folder())
          .endsWith("  Start one with: holdfast --home " + home.folder() + " gateway run\n");
    }
    assertThat(home.run("sessions", "list").exit()).isZero();
  }

  @Test
  void a_token_of_the_environment_counts_before_that_of_the_home() throws Exception {
    String reader =
        done("tokens", "create", "--name", "reader", "--scope", "read")
            .at("/token/token")
            .asString();
    String[] command = {
      "tokens",
      "create",
      "--name",
      "x",
      "--scope",
      "read",
      "--home",
      home.folder().toString(),
      "--json"
    };

    Finished refused = home.holdfast(command).with("HOLDFAST_TOKEN", reader).run();
    Finished unknown = home.holdfast(command).with("HOLDFAST_TOKEN", "wrong").run();

    assertThat(code(refused)).isEqualTo("insufficient_scope");
    assertThat(code(unknown)).isEqualTo("gateway_not_proven");
    assertThat(unknown.out()).contains("the token in HOLDFAST_TOKEN");
    assertThat(gateway.stop().err()).doesNotContain(reader);
  }
}
