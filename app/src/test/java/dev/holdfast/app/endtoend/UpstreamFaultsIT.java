package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.errors.SseException;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.StubReply.Ending;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.endtoend.RawClient.Chat;
import dev.holdfast.app.endtoend.RawClient.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An upstream that fails")
final class UpstreamFaultsIT {

  private static final StubReply HELLO = StubReply.text("one two three four five six");

  @TempDir private static Path scratch;

  private static UpstreamStub stub;
  private static TestHome home;
  private static RunningGateway gateway;
  private static RawClient client;

  @BeforeAll
  static void start() throws InterruptedException {
    stub = UpstreamStub.start();
    home = new TestHome(scratch).configured(configuration());
    gateway = home.start();
    client = gateway.raw();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    assertThat(gateway.stop().problems()).isEmpty();
    stub.close();
  }

  private static String configuration() {
    return """
    {
      "agents": {
        "main": {"model": "openai/gpt-5.5"},
        "hasty": {"model": "openai/gpt-5.5", "timeout": "3s"},
      },
      "providers": {
        "openai": {"baseUrl": "%s", "models": [{"id": "gpt-5.5"}]},
        "closed": {"baseUrl": "%s", "models": [{"id": "any"}]},
      },
    }
    """
        .formatted(stub.baseUrl(), UpstreamStub.refusingBaseUrl());
  }

  /** What an upstream does instead of an answer, and what the caller hears. */
  private enum Fault {
    CLOSES_BEFORE_IT_ANSWERS(
        HELLO.withEnding(Ending.NO_ANSWER), 502, "upstream_broken_off", "closed the connection"),
    SPEAKS_NO_HTTP(HELLO.withEnding(Ending.NOT_HTTP), 502, "upstream_invalid_answer", "not HTTP"),
    SENDS_A_WEB_PAGE(
        StubReply.of("text/html", "<h1>It works!</h1>"), 502, "upstream_invalid_answer", "openai"),
    SENDS_JSON_OF_ANOTHER_KIND(
        StubReply.json(200, "{\"weather\":\"fine\"}"), 502, "upstream_invalid_answer", "openai"),
    SENDS_BROKEN_JSON(
        StubReply.of("application/json", "{\"choices\":["),
        502,
        "upstream_invalid_answer",
        "openai"),
    FAILS_BY_ITSELF(
        StubReply.json(500, "{\"error\":{\"message\":\"out of order\"}}"),
        502,
        "upstream_error",
        "out of order"),
    GIVES_UP_BY_ITSELF(
        StubReply.json(504, "{\"error\":{\"message\":\"the model is slow\"}}"),
        504,
        "upstream_timeout",
        "the model is slow"),
    REFUSES_THE_CREDENTIAL(
        StubReply.json(401, "{\"error\":{\"message\":\"bad key\"}}"),
        502,
        "upstream_auth_failed",
        "bad key"),
    CALLS_THE_REQUEST_WRONG(
        StubReply.json(400, "{\"error\":{\"message\":\"no such voice\"}}"),
        400,
        "upstream_rejected",
        "no such voice"),
    ASKS_TO_WAIT(
        StubReply.json(429, "{\"error\":{\"message\":\"slow down\"}}")
            .withHeader("retry-after", "3"),
        429,
        "rate_limit_exceeded",
        "slow down");

    private final StubReply reply;
    private final int status;
    private final String code;
    private final String hint;

    Fault(StubReply reply, int status, String code, String hint) {
      this.reply = reply;
      this.status = status;
      this.code = code;
      this.hint = hint;
    }

    /** The cause as it is stored; its code on the wire is OpenAI's word for two of them. */
    String cause() {
      return switch (this) {
        case ASKS_TO_WAIT -> "upstream_rate_limited";
        case GIVES_UP_BY_ITSELF -> "upstream_timed_out";
        default -> code;
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void before_its_answer_begins_gives_a_status_whether_streamed_or_not(Fault fault) {
    Chat chat = Chat.of("fault-" + fault.ordinal(), "Hello");
    stub.next(fault.reply, fault.reply);

    for (Reply failed : List.of(client.chat(chat), client.chat(chat.streamed()))) {
      assertThat(failed.status()).as(failed.body()).isEqualTo(fault.status);
      assertThat(failed.code()).isEqualTo(fault.code);
      assertThat(failed.message()).contains(fault.hint);
    }
    answersAgain(chat, fault.cause(), fault.cause());
  }

  @Test
  void by_refusing_connections_is_unreachable() {
    Chat chat = Chat.of("refusing", "Hello");

    Reply failed = client.chat(chat.withBody(Chat.messages("closed/any", "Hello")));

    assertThat(failed.status()).as(failed.body()).isEqualTo(502);
    assertThat(failed.code()).isEqualTo("upstream_unreachable");
    assertThat(failed.message()).contains("refuses connections", "baseUrl");
    answersAgain(chat, "upstream_unreachable");
  }

  @Test
  void by_never_answering_meets_the_limit_of_the_turn() {
    Chat chat = Chat.of("agent:hasty:silent", "Hello");
    StubReply silent = HELLO.withFirstByteAfter(Duration.ofMinutes(1));
    stub.next(silent, silent);

    CompletableFuture<Reply> streamed =
        client.chatLater(Chat.of("agent:hasty:silent-stream", "Hello").streamed());
    Reply whole = client.chat(chat);

    for (Reply failed : List.of(whole, streamed.join())) {
      assertThat(failed.status()).as(failed.body()).isEqualTo(504);
      assertThat(failed.code()).isEqualTo("turn_timeout");
      assertThat(failed.message()).contains("limit of 3 s");
      assertThat(failed.header("x-should-retry")).isEqualTo("false");
    }
    assertThat(client.chat(chat).content()).isEqualTo("Hello from the stub.");
  }

  @Test
  void in_the_middle_of_an_answer_ends_the_stream_without_an_end_mark() {
    Chat chat = Chat.of("cut-stream", "Hello");
    stub.next(HELLO.withBreakAfter(600));

    Reply cut = client.chat(chat.streamed());

    assertThat(cut.status()).isEqualTo(200);
    assertThat(cut.body())
        .contains("\"content\":\"one \"")
        .doesNotContain("[DONE]")
        .doesNotContain("\"finish_reason\":\"");
    String last = cut.body().lines().filter(line -> !line.isEmpty()).toList().getLast();
    assertThat(last).startsWith("data: {\"error\":").contains("upstream_broken_off");
    answersAgain(chat, "upstream_broken_off");
  }

  @Test
  void in_the_middle_of_a_stream_is_an_exception_of_the_official_client() {
    stub.next(HELLO.withBreakAfter(600));

    try (OpenAi official = gateway.openAi()) {
      SseException cut =
          catchThrowableOfType(
              SseException.class,
              () -> official.streamed(OpenAi.in("official").addUserMessage("Hello")));

      assertThat(cut.code()).contains("upstream_broken_off");
      assertThat(official.streamed(OpenAi.in("official").addUserMessage("Hello")).isValid())
          .isTrue();
    }
  }

  @Test
  void in_the_middle_of_a_whole_answer_gives_a_status() {
    Chat chat = Chat.of("cut-whole", "Hello");
    stub.next(HELLO.withBreakAfter(100));

    Reply cut = client.chat(chat);

    assertThat(cut.status()).as(cut.body()).isEqualTo(502);
    assertThat(cut.code()).isEqualTo("upstream_broken_off");
    answersAgain(chat, "upstream_broken_off");
  }

  @Test
  void by_garbage_in_the_middle_of_a_stream_ends_it_without_an_end_mark() {
    Chat chat = Chat.of("garbage-stream", "Hello");
    stub.next(
        StubReply.events(
            "{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"one\"}}]}",
            "{nonsense"));

    Reply failed = client.chat(chat.streamed());

    assertThat(failed.body()).contains("\"content\":\"one\"").doesNotContain("[DONE]");
    assertThat(failed.body()).contains("upstream_invalid_answer");
    answersAgain(chat, "upstream_invalid_answer");
  }

  /**
   * The session goes on, and nothing of the failed turns is shown to the model.
   *
   * @param causes of the session's turns so far, all of them failed
   */
  private static void answersAgain(Chat chat, String... causes) {
    String key = "agent:main:" + chat.headers().get("x-holdfast-session-key");
    assertThat(
            home.store()
                .rows("SELECT state, failure_cause FROM turns WHERE session_key = '" + key + "'"))
        .containsExactly(Stream.of(causes).map(cause -> "failed " + cause).toArray(String[]::new));
    assertThat(home.store().counts()).endsWith("running 0 leased 0");
    stub.next(StubReply.text("Here I am."));

    Reply next = client.chat(chat);

    assertThat(next.status()).as(next.body()).isEqualTo(200);
    assertThat(next.content()).isEqualTo("Here I am.");
    assertThat(Json.read(stub.lastRequest().text()).path("messages").valueStream()).hasSize(1);
  }
}
