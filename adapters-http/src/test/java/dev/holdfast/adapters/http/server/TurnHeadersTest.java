package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.HttpSettings;
import dev.holdfast.adapters.http.HttpSettings.KeySource;
import dev.holdfast.adapters.http.HttpSettings.Place;
import dev.holdfast.domain.transcript.HistoryMode;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.History;
import dev.holdfast.ports.in.TurnRequest.Target;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The headers of a chat request say what its turn belongs to")
class TurnHeadersTest {

  private static final HttpSettings DERIVING =
      new HttpSettings(
          InetAddress.getLoopbackAddress(),
          0,
          List.of(),
          List.of(),
          List.of(
              new KeySource(Place.HEADER, "x-openwebui-chat-id", "webui:", ""),
              new KeySource(Place.BODY, "prompt_cache_key", "", ":cached"),
              new KeySource(Place.BODY, "user", "user:", "")));

  private static final Refusal KEY_REFUSED =
      new Refusal(RefusalReason.AGENT_UNKNOWN, "No such agent.", "x-holdfast-session-key");

  private static final Refusal AGENT_REFUSED =
      new Refusal(RefusalReason.AGENT_UNKNOWN, "No such agent.", "x-holdfast-agent-id");

  private static final TestRequest HELLO = TestRequest.chat(TestRequest.HELLO);

  @Test
  void no_key_is_a_stateless_turn() {
    assertThat(asked(HELLO).target()).isEqualTo(new Target.Stateless());
  }

  @ParameterizedTest
  @CsvSource({
    "x-holdfast-session-key, agent:main:web:direct:ann",
    "x-openclaw-session-key, main",
    "X-Holdfast-Session-Key, Main Street"
  })
  void a_key_comes_in_either_header_as_it_was_written(String header, String key) {
    assertThat(asked(HELLO.header(header, key)).target()).isEqualTo(new Target.ByKey(key));
  }

  @Test
  void a_blank_key_counts_as_none() {
    assertThat(asked(HELLO.header("x-holdfast-session-key", "  ")).target())
        .isEqualTo(new Target.Stateless());
  }

  @Test
  void the_same_key_in_both_headers_is_one_key() {
    TestRequest request =
        HELLO.header("x-holdfast-session-key", "a").header("x-openclaw-session-key", " a ");

    assertThat(asked(request).target()).isEqualTo(new Target.ByKey("a"));
  }

  @Test
  void two_different_keys_are_refused_also_in_headers_of_one_name() {
    RawResponse twoNames =
        refused(HELLO.header("x-holdfast-session-key", "a").header("x-openclaw-session-key", "b"));
    RawResponse oneName =
        refused(HELLO.header("x-holdfast-session-key", "a").header("x-holdfast-session-key", "b"));

    assertThat(twoNames.error().path("code").stringValue()).isEqualTo("conflicting_headers");
    assertThat(oneName.error().path("code").stringValue()).isEqualTo("conflicting_headers");
  }

  @Test
  void keys_are_utf_8_on_the_way_in_and_out() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.conversations().play(Scenes.saying("Hello"));

      RawResponse response =
          HELLO.header("x-holdfast-session-key", "agent:main:zoé ☺").send(gateway);

      assertThat(gateway.conversations().requests().getFirst().target())
          .isEqualTo(new Target.ByKey("agent:main:zoé ☺"));
      assertThat(response.header("x-holdfast-session-key")).isEqualTo("agent:main:zoé ☺");
    }
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused() throws Exception {
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      byte[] bytes =
          new String(
                  HELLO.header("x-holdfast-session-key", "zo@").bytes(),
                  StandardCharsets.ISO_8859_1)
              .replace("zo@", "zo\u00e9")
              .getBytes(StandardCharsets.ISO_8859_1);

      connection.send(bytes);

      RawResponse response = connection.receive();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.error().path("param").stringValue()).isEqualTo("x-holdfast-session-key");
    }
  }

  @Test
  void a_session_id_stands_beside_its_key() {
    TestRequest request =
        HELLO.header("x-holdfast-session-key", "a").header("x-holdfast-session-id", "s-1");

    assertThat(asked(request).target()).isEqualTo(new Target.ById("a", "s-1"));
  }

  @Test
  void a_session_id_without_a_key_is_refused() {
    assertThat(
            refused(HELLO.header("x-holdfast-session-id", "s-1"))
                .error()
                .path("param")
                .stringValue())
        .isEqualTo("x-holdfast-session-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "1", "yes", "title_generation"})
  void an_ephemeral_request_is_stateless_whatever_else_it_says(String yes) {
    TestRequest request =
        HELLO.header("x-holdfast-session-key", "a").header("x-holdfast-ephemeral", yes);

    assertThat(asked(request).target()).isEqualTo(new Target.Stateless());
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "FALSE", "0", "no", "", " "})
  void an_ephemeral_header_that_says_no_or_nothing_is_taken_at_its_word(String no) {
    TestRequest request =
        HELLO.header("x-holdfast-session-key", "a").header("x-holdfast-ephemeral", no);

    assertThat(asked(request).target()).isEqualTo(new Target.ByKey("a"));
  }

  @Test
  void one_header_twice_is_named_as_that() {
    RawResponse response =
        refused(HELLO.header("x-holdfast-session-key", "a").header("x-holdfast-session-key", "b"));

    assertThat(response.error().path("message").stringValue())
        .isEqualTo("x-holdfast-session-key came twice with different values. Send one.");
  }

  @ParameterizedTest
  @CsvSource({
    "x-holdfast-agent-id, work, work",
    "x-openclaw-agent-id, Work, Work",
    "x-other, work, ''"
  })
  void an_agent_comes_in_either_header(String header, String value, String agent) {
    assertThat(asked(HELLO.header(header, value)).agent()).isEqualTo(agent);
  }

  @Test
  void two_different_agents_are_refused() {
    refused(HELLO.header("x-holdfast-agent-id", "a").header("x-openclaw-agent-id", "b"));
  }

  @ParameterizedTest
  @CsvSource({"auto, AUTO", "append, APPEND", "full, FULL", "Full, FULL"})
  void history_is_asked_for(String value, HistoryMode mode) {
    assertThat(asked(HELLO.header("x-holdfast-history", value)).history())
        .isEqualTo(new History.Asked(mode));
  }

  @Test
  void history_is_as_configured_unless_it_is_asked_for() {
    assertThat(asked(HELLO).history()).isEqualTo(new History.Configured());
    assertThat(asked(HELLO.header("x-holdfast-history", " ")).history())
        .isEqualTo(new History.Configured());
  }

  @Test
  void a_key_is_derived_from_the_first_configured_source_that_has_a_value() {
    String body = "{\"model\":\"m\",%s\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    TestRequest user = TestRequest.chat(body.formatted("\"user\":\"ann\","));
    TestRequest both =
        TestRequest.chat(body.formatted("\"user\":\"ann\",\"prompt_cache_key\":\"p\","));

    assertThat(derived(user)).isEqualTo(new Target.ByKey("user:ann"));
    assertThat(derived(both)).isEqualTo(new Target.ByKey("p:cached"));
    assertThat(derived(both.header("x-openwebui-chat-id", "7")))
        .isEqualTo(new Target.ByKey("webui:7"));
    assertThat(derived(user.header("x-openwebui-chat-id", " ")))
        .isEqualTo(new Target.ByKey("user:ann"));
    assertThat(derived(both.header("x-holdfast-session-key", "own")))
        .isEqualTo(new Target.ByKey("own"));
    assertThat(derived(both.header("x-holdfast-ephemeral", "1"))).isEqualTo(new Target.Stateless());
    assertThat(derived(TestRequest.chat(body.formatted("\"user\":null,"))))
        .isEqualTo(new Target.Stateless());
  }

  @ParameterizedTest
  @CsvSource({
    "x-holdfast-session-key, x-holdfast-session-key",
    "x-openclaw-session-key, x-openclaw-session-key",
    "x-openwebui-chat-id, x-openwebui-chat-id",
    "x-other, user"
  })
  void a_refusal_of_the_key_names_where_the_key_came_from(String header, String parameter) {
    String body = "{\"model\":\"m\",\"user\":\"ann\",%s\"messages\":[%s]}";
    String message = "{\"role\":\"user\",\"content\":\"hi\"}";
    for (String stream : List.of("", "\"stream\":true,")) {
      TestRequest request = TestRequest.chat(body.formatted(stream, message));

      assertThat(blamed(KEY_REFUSED, request.header(header, "agent:nobody:x")))
          .isEqualTo(parameter);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "x-holdfast-agent-id, x-holdfast-agent-id",
    "x-openclaw-agent-id, x-openclaw-agent-id",
  })
  void a_refusal_of_the_agent_names_the_header_that_came(String header, String parameter) {
    assertThat(blamed(AGENT_REFUSED, HELLO.header(header, "nobody"))).isEqualTo(parameter);
  }

  @Test
  void a_refusal_of_anything_else_keeps_its_parameter() {
    Refusal other = new Refusal(RefusalReason.MODEL_NOT_FOUND, "No.", "model");

    assertThat(blamed(other, HELLO.header("x-openclaw-session-key", "a"))).isEqualTo("model");
  }

  private static String blamed(Refusal refusal, TestRequest request) {
    try (TestGateway gateway = TestGateway.start(DERIVING)) {
      gateway.conversations().play(Scenes.refusing(refusal));

      RawResponse response = request.send(gateway);

      assertThat(response.status()).isEqualTo(404);
      return response.error().path("param").stringValue();
    }
  }

  @Test
  void the_user_is_no_key_unless_that_is_configured() {
    TestRequest user =
        TestRequest.chat(
            "{\"model\":\"m\",\"user\":\"ann\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

    TurnRequest request = asked(user);

    assertThat(request.target()).isEqualTo(new Target.Stateless());
    assertThat(request.parameters().asChat().json()).isEqualTo("{\"user\":\"ann\"}");
  }

  @Test
  void the_answer_tells_the_facts_of_a_keyed_turn() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.conversations().play(Scenes.saying("Hello"));

      RawResponse response = HELLO.header("x-holdfast-session-key", "ann").send(gateway);

      assertThat(response.header("x-holdfast-session-key")).isEqualTo("agent:main:ann");
      assertThat(response.header("x-holdfast-session-id")).isEqualTo("session-1");
      assertThat(response.header("x-holdfast-turn-id")).isEqualTo("turn-1");
      assertThat(response.header("x-holdfast-route")).isEqualTo("openai/gpt-5.5");
      assertThat(response.header("x-holdfast-history")).isEqualTo("appended");
    }
  }

  @Test
  void the_answer_to_a_stateless_turn_tells_no_session() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.conversations().play(Scenes.saying("Hello"));

      RawResponse response = HELLO.send(gateway);

      assertThat(response.header("x-holdfast-turn-id")).isEqualTo("turn-1");
      assertThat(response.headers())
          .doesNotContainKeys(
              "x-holdfast-session-key", "x-holdfast-session-id", "x-holdfast-history");
    }
  }

  private static TurnRequest asked(TestRequest request) {
    return asked(TestGateway.SETTINGS, request);
  }

  private static Target derived(TestRequest request) {
    return asked(DERIVING, request).target();
  }

  private static TurnRequest asked(HttpSettings settings, TestRequest request) {
    try (TestGateway gateway = TestGateway.start(settings)) {
      gateway.conversations().play(Scenes.saying("Hello"));

      assertThat(request.send(gateway).status()).isEqualTo(200);

      return gateway.conversations().requests().getFirst();
    }
  }

  private static RawResponse refused(TestRequest request) {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response = request.send(gateway);

      assertThat(response.status()).isEqualTo(400);
      assertThat(gateway.conversations().requests()).isEmpty();
      return response;
    }
  }
}
