package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.endtoend.RawClient.Chat;
import dev.holdfast.app.endtoend.RawClient.Reply;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A request that is wrong")
final class BadInputIT {

  private static final int TOO_MANY_BYTES = 21_000_000 + (1 << 20);

  @TempDir private static Path scratch;

  private static UpstreamStub stub;
  private static TestHome home;
  private static RunningGateway gateway;
  private static RawClient client;

  @BeforeAll
  static void start() throws InterruptedException {
    stub = UpstreamStub.start();
    home = new TestHome(scratch).configured(Upstreams.one(stub.baseUrl()));
    gateway = home.start();
    client = gateway.raw();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    assertThat(gateway.stop().problems()).isEmpty();
    stub.close();
  }

  /** A fault, and what is said of it. */
  private enum Fault {
    MALFORMED_JSON(
        chat -> chat.withBody("{\"model\":\"holdfast\",\"messages\":[{]}"),
        400,
        "invalid_json",
        "line 1, column 34"),
    BODY_THAT_STOPS(
        chat -> chat.withBody("{\"model\":\"holdfast\""), 400, "invalid_json", "not valid JSON"),
    DUPLICATE_MEMBER(
        chat -> chat.withBody("{\"model\":\"a\"," + chat.body().substring(1)),
        400,
        "duplicate_member",
        "two members of the same name"),
    DUPLICATE_MEMBER_DEEP_INSIDE(
        chat -> chat.withBody(chat.body().replace("{\"role\"", "{\"role\":\"user\",\"role\"")),
        400,
        "duplicate_member",
        "two members of the same name"),
    MODEL_OF_A_WRONG_TYPE(
        chat -> chat.withBody(chat.body().replace("\"holdfast\"", "7")),
        400,
        "invalid_type",
        "'model' must be a string"),
    MESSAGES_OF_A_WRONG_TYPE(
        chat -> chat.withBody("{\"model\":\"holdfast\",\"messages\":\"Hello\"}"),
        400,
        "invalid_value",
        "messages"),
    CONTENT_OF_A_WRONG_TYPE(
        chat -> chat.withBody(chat.body().replace("\"Hello\"", "{\"a\":1}")),
        400,
        "invalid_value",
        "content"),
    NO_MESSAGES(
        chat -> chat.withBody("{\"model\":\"holdfast\"}"),
        400,
        "missing_required_parameter",
        "messages"),
    NO_OBJECT(chat -> chat.withBody("[1]"), 400, "invalid_type", "must be a JSON object"),
    NO_JSON_BY_ITS_TYPE(
        chat -> chat.with("content-type", "text/plain"),
        415,
        "unsupported_media_type",
        "application/json"),
    UNKNOWN_AGENT(
        chat -> chat.with("x-holdfast-agent-id", "nobody"),
        404,
        "agent_not_found",
        "GET /v1/models lists the agents"),
    UNKNOWN_AGENT_IN_A_KEY(
        chat -> chat.with("x-holdfast-session-key", "agent:nobody:one"),
        404,
        "agent_not_found",
        "GET /v1/models lists the agents"),
    UNKNOWN_AGENT_AS_MODEL(
        chat -> chat.withBody(Chat.messages("holdfast/man", "Hello")),
        404,
        "model_not_found",
        "holdfast/main"),
    UNKNOWN_MODEL(
        chat -> chat.withBody(Chat.messages("openai/gpt-5.6", "Hello")),
        404,
        "model_not_found",
        "Did you mean openai/gpt-5.5"),
    MALFORMED_KEY(
        chat -> chat.with("x-holdfast-session-key", "agent:main:"),
        400,
        "session_key_malformed",
        "Nothing was stored"),
    KEY_TOO_LONG(
        chat -> chat.with("x-holdfast-session-key", "k".repeat(600)),
        400,
        "session_key_too_long",
        "512"),
    RESERVED_KEY(
        chat -> chat.with("x-holdfast-session-key", "agent:main:subagent:one"),
        400,
        "session_key_reserved",
        "Nothing was stored"),
    KEY_OF_ANOTHER_AGENT(
        chat ->
            chat.with("x-holdfast-session-key", "agent:other:one")
                .with("x-holdfast-agent-id", "main"),
        400,
        "session_key_agent_mismatch",
        "Nothing was stored"),
    TWO_KEYS(
        chat -> chat.with("x-openclaw-session-key", "another"),
        400,
        "conflicting_headers",
        "say different things"),
    BODY_TOO_LARGE(
        chat -> chat.withBody(chat.body() + " ".repeat(TOO_MANY_BYTES)),
        413,
        "body_too_large",
        "longer than 20971520 bytes"),
    WRONG_TOKEN(
        chat -> chat.with("authorization", "Bearer wrong"),
        401,
        "invalid_api_key",
        "not known here"),
    MISSING_TOKEN(
        chat -> chat.with("authorization", "none"), 401, "invalid_api_key", "A token is needed");

    private final UnaryOperator<Chat> change;
    private final int status;
    private final String code;
    private final String hint;

    Fault(UnaryOperator<Chat> change, int status, String code, String hint) {
      this.change = change;
      this.status = status;
      this.code = code;
      this.hint = hint;
    }
  }

  @ParameterizedTest
  @EnumSource
  void gets_its_status_and_a_hint_and_leaves_nothing_behind(Fault fault) {
    String before = home.store().counts();
    Chat right = Chat.of("right-" + fault, "Hello");

    Reply refused = client.chat(fault.change.apply(Chat.of("wrong-" + fault, "Hello")));

    assertThat(refused.status()).as(refused.body()).isEqualTo(fault.status);
    assertThat(refused.code()).isEqualTo(fault.code);
    assertThat(refused.message()).contains(fault.hint);
    assertThat(refused.json().path("error").propertyNames())
        .containsExactlyInAnyOrder("message", "type", "param", "code");
    assertThat(home.store().counts()).isEqualTo(before);
    Reply next = client.chat(right);
    assertThat(next.status()).as(next.body()).isEqualTo(200);
    assertThat(next.content()).isEqualTo("Hello from the stub.");
  }

  @Test
  void for_an_unknown_agent_is_told_which_of_its_parts_names_it() {
    Reply byHeader =
        client.chat(Chat.of("agent-header", "Hello").with("x-holdfast-agent-id", "nobody"));
    Reply byKey = client.chat(Chat.of("agent:nobody:one", "Hello"));

    assertThat(byHeader.json().at("/error/param").asString()).isEqualTo("x-holdfast-agent-id");
    assertThat(byKey.json().at("/error/param").asString()).isEqualTo("x-holdfast-session-key");
  }

  @Test
  void for_another_host_gets_421() {
    String refused = client.asHost("evil.example");

    assertThat(refused)
        .startsWith("HTTP/1.1 421 ")
        .contains("\"code\":\"host_not_allowed\"")
        .contains("gateway.allowedHosts");
    assertThat(client.asHost("localhost")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void for_another_path_gets_a_hint_at_the_base_url() {
    Reply refused = client.get("/v1/chat");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.code()).isEqualTo("unknown_url");
    assertThat(refused.message()).contains("/v1/chat/completions");
  }
}
