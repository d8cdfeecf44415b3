package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.StubReply.Ending;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.adapters.http.upstream.UpstreamUnderTest.Asking;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(Lifecycle.PER_CLASS) // a client takes longer to open than a test takes to run
@DisplayName("What an upstream does wrong")
final class UpstreamFaultsTest {

  private final UpstreamStub stub = UpstreamStub.start();
  private final HttpModelRuntime runtime = UpstreamUnderTest.runtime(stub.baseUrl());

  @AfterAll
  void close() {
    runtime.close();
    stub.close();
  }

  /** An answer, what it fails with, and words of the message. */
  enum Fault {
    BAD_REQUEST(
        error(400, "bad temperature", "invalid_request_error", "null"),
        FailureCause.UPSTREAM_REJECTED,
        " answered with status 400: bad temperature"),
    UNKNOWN_PATH(
        StubReply.json(404, "{\"detail\":\"Not Found\"}"),
        FailureCause.UPSTREAM_REJECTED,
        "Not Found"),
    TOO_LARGE(
        StubReply.json(413, ""), FailureCause.UPSTREAM_REJECTED, "status 413: it gave no reason."),
    UNPROCESSABLE(
        StubReply.json(422, "{\"message\":\"n\"}"),
        FailureCause.UPSTREAM_REJECTED,
        "status 422: n"),
    CONTEXT_BY_CODE(
        error(400, "too long", "invalid_request_error", "\"context_length_exceeded\""),
        FailureCause.UPSTREAM_CONTEXT_LENGTH,
        "too long"),
    CONTEXT_BY_TYPE(
        error(400, "too long", "exceed_context_size_error", "400"),
        FailureCause.UPSTREAM_CONTEXT_LENGTH,
        "too long"),
    CONTEXT_BY_WORDS(
        StubReply.json(
            400,
            "{\"object\":\"error\",\"message\":\"This model's maximum context length is 8192"
                + " tokens.\",\"type\":\"BadRequestError\",\"code\":400}"),
        FailureCause.UPSTREAM_CONTEXT_LENGTH,
        "8192"),
    MODEL_BY_CODE(
        error(404, "no such model", "invalid_request_error", "\"model_not_found\""),
        FailureCause.UPSTREAM_MODEL_NOT_FOUND,
        "no such model"),
    MODEL_BY_WORDS(
        error(404, "model 'x' not found, try pulling it first", "not_found_error", "null"),
        FailureCause.UPSTREAM_MODEL_NOT_FOUND,
        "pulling"),
    WRONG_KEY(
        error(401, "Incorrect API key provided: sk-very-secret.", "x", "\"invalid_api_key\""),
        FailureCause.UPSTREAM_AUTH_FAILED,
        "provided: [redacted]."),
    FORBIDDEN(
        StubReply.of("text/html", "<h1>no</h1>").withStatus(403),
        FailureCause.UPSTREAM_AUTH_FAILED,
        "it does not accept the configured apiKey."),
    PAYMENT(
        error(402, "Insufficient balance", "x", "null"),
        FailureCause.UPSTREAM_QUOTA_EXCEEDED,
        "Insufficient balance"),
    RATE(
        error(429, "slow down", "requests", "\"rate_limit_exceeded\""),
        FailureCause.UPSTREAM_RATE_LIMITED,
        "slow down"),
    QUOTA(
        error(429, "pay", "insufficient_quota", "\"insufficient_quota\""),
        FailureCause.UPSTREAM_QUOTA_EXCEEDED,
        "pay"),
    SLOW_GATEWAY(StubReply.json(504, "{}"), FailureCause.UPSTREAM_TIMED_OUT, "504"),
    REQUEST_TIMEOUT(StubReply.json(408, "{}"), FailureCause.UPSTREAM_TIMED_OUT, "408"),
    SERVER_ERROR(
        StubReply.json(500, "{\"error\":\"plain words\"}"),
        FailureCause.UPSTREAM_ERROR,
        "plain words"),
    OVERLOADED(
        StubReply.json(529, "[{\"error\":{\"message\":\"busy\"}}]"),
        FailureCause.UPSTREAM_ERROR,
        "busy"),
    REDIRECT(
        StubReply.json(307, "{}").withHeader("location", "http://127.0.0.1:1/v1/chat/completions"),
        FailureCause.UPSTREAM_INVALID_ANSWER,
        "redirect"),
    ERROR_WITH_SUCCESS_STATUS(
        error(200, "the model is loading", "server_error", "null"),
        FailureCause.UPSTREAM_ERROR,
        "reported an error: the model is loading"),
    ERROR_WITH_ITS_OWN_STATUS(
        error(200, "later", "x", "429"), FailureCause.UPSTREAM_RATE_LIMITED, "later"),
    HTML(StubReply.of("text/html", "<h1>hi</h1>"), FailureCause.UPSTREAM_INVALID_ANSWER, "/v1"),
    GARBAGE_AS_JSON(
        StubReply.of("application/json", "certainly!"),
        FailureCause.UPSTREAM_INVALID_ANSWER,
        "not valid JSON"),
    EMPTY_JSON(StubReply.json(200, ""), FailureCause.UPSTREAM_INVALID_ANSWER, "JSON"),
    NO_OUTPUT(
        StubReply.json(200, "{\"choices\":[]}"),
        FailureCause.UPSTREAM_INVALID_ANSWER,
        "without any"),
    UNKNOWN_ENCODING(
        hello -> hello.withHeader("content-encoding", "br"),
        FailureCause.UPSTREAM_INVALID_ANSWER,
        "encoding"),
    NOT_COMPRESSED(
        hello -> hello.withHeader("content-encoding", "gzip"),
        FailureCause.UPSTREAM_INVALID_ANSWER,
        "compressed"),
    BROKEN_IN_THE_BODY(
        hello -> hello.withBreakAfter(120), FailureCause.UPSTREAM_BROKEN_OFF, "closed"),
    BROKEN_BEFORE_THE_BODY(
        hello -> hello.withBreakAfter(0), FailureCause.UPSTREAM_BROKEN_OFF, "closed"),
    NO_ANSWER_AT_ALL(
        hello -> hello.withEnding(Ending.NO_ANSWER), FailureCause.UPSTREAM_BROKEN_OFF, "closed"),
    NOT_HTTP(
        hello -> hello.withEnding(Ending.NOT_HTTP),
        FailureCause.UPSTREAM_INVALID_ANSWER,
        "not HTTP");

    final UnaryOperator<StubReply> reply;
    final FailureCause cause;
    final String words;

    Fault(StubReply reply, FailureCause cause, String words) {
      this(hello -> reply, cause, words);
    }

    /** The fault as it becomes of a good answer. */
    Fault(UnaryOperator<StubReply> reply, FailureCause cause, String words) {
      this.reply = reply;
      this.cause = cause;
      this.words = words;
    }

    private static StubReply error(int status, String message, String type, String code) {
      return StubReply.json(
          status,
          "{\"error\":{\"message\":"
              + StubReply.quoted(message)
              + ",\"type\":\""
              + type
              + "\",\"param\":null,\"code\":"
              + code
              + "}}");
    }
  }

  @ParameterizedTest
  @MethodSource("everyFault")
  void an_answer_fails_with_its_cause_and_the_next_one_works(Asking asking, Fault fault) {
    int before = stub.requestCount();
    stub.next(fault.reply.apply(asking.reply("Hello from the stub.")));

    TurnFailure failure = failure(ask(asking));

    assertThat(failure.cause()).isEqualTo(fault.cause);
    assertThat(failure.message())
        .startsWith("The provider " + asking.provider + " ")
        .contains(fault.words)
        .doesNotContain(UpstreamUnderTest.KEY);
    assertThat(ask(asking)).isInstanceOf(ModelOutcome.Answered.class);
    // nothing was retried, no redirect was followed
    assertThat(stub.requestCount() - before).isEqualTo(2);
  }

  static Stream<Arguments> everyFault() {
    return Arrays.stream(Asking.values())
        .flatMap(asking -> Arrays.stream(Fault.values()).map(fault -> arguments(asking, fault)));
  }

  /** What only a stream can do. */
  enum StreamFault {
    WITHOUT_END_MARK(
        StubReply.events(chunk("{\"content\":\"Hel\"}")), FailureCause.UPSTREAM_BROKEN_OFF),
    WITHOUT_ANYTHING(StubReply.events(), FailureCause.UPSTREAM_BROKEN_OFF),
    CUT_IN_AN_EVENT(
        StubReply.of("text/event-stream", "data: " + chunk("{}") + "\n\ndata: {\"cho"),
        FailureCause.UPSTREAM_BROKEN_OFF),
    ONE_OF_TWO_CHOICES_UNFINISHED(
        StubReply.events(
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"},"
                + "{\"index\":1,\"delta\":{\"content\":\"b\"}}]}"),
        FailureCause.UPSTREAM_BROKEN_OFF),
    GARBAGE_EVENT(
        StubReply.events(chunk("{\"content\":\"Hel\"}"), "lo?", "[DONE]"),
        FailureCause.UPSTREAM_INVALID_ANSWER),
    ONLY_THE_END_MARK(StubReply.events("[DONE]"), FailureCause.UPSTREAM_INVALID_ANSWER),
    ERROR_IN_THE_MIDDLE(
        StubReply.events(
            chunk("{\"content\":\"Hel\"}"),
            "{\"error\":{\"message\":\"out of memory\"}}",
            "[DONE]"),
        FailureCause.UPSTREAM_ERROR),
    ERROR_BY_EVENT_NAME(
        StubReply.of(
            "text/event-stream", "event: error\ndata: {\"code\":429,\"message\":\"later\"}\n\n"),
        FailureCause.UPSTREAM_RATE_LIMITED);

    final StubReply reply;
    final FailureCause cause;

    StreamFault(StubReply reply, FailureCause cause) {
      this.reply = reply;
      this.cause = cause;
    }

    private static String chunk(String delta) {
      return "{\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}";
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_fails_with_its_cause(StreamFault fault) {
    checkThatItFails(Asking.CHAT_STREAMED, fault.reply, fault.cause);
  }

  private void checkThatItFails(Asking asking, StubReply reply, FailureCause cause) {
    stub.next(reply);

    assertThat(failure(ask(asking)).cause()).isEqualTo(cause);
    assertThat(ask(asking)).isInstanceOf(ModelOutcome.Answered.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAT_WHOLE", "RESPONSES_WHOLE"})
  void a_stream_where_none_was_asked_for_is_invalid(Asking asking) {
    checkThatItFails(asking, StubReply.events("[DONE]"), FailureCause.UPSTREAM_INVALID_ANSWER);
  }

  @Test
  void an_upstream_that_cannot_be_reached_is_named_with_its_address() {
    URI nowhere = UpstreamStub.refusingBaseUrl();
    try (HttpModelRuntime other = UpstreamUnderTest.runtime(nowhere)) {
      TurnFailure failure =
          failure(other.prepare(UpstreamUnderTest.call(Delivery.WHOLE), delta -> {}).run());

      assertThat(failure.cause()).isEqualTo(FailureCause.UPSTREAM_UNREACHABLE);
      assertThat(failure.message()).contains("acme", "127.0.0.1:" + nowhere.getPort());
    }
  }

  @Test
  void an_upstream_without_tls_is_unreachable_by_https() {
    URI https = URI.create(stub.baseUrl().toString().replace("http:", "https:"));
    try (HttpModelRuntime other = UpstreamUnderTest.runtime(https)) {
      TurnFailure failure =
          failure(other.prepare(UpstreamUnderTest.call(Delivery.WHOLE), delta -> {}).run());

      assertThat(failure.cause()).isEqualTo(FailureCause.UPSTREAM_UNREACHABLE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_time_limit_holds_before_the_first_byte(Asking asking) {
    stub.next(asking.reply("late").withFirstByteAfter(Duration.ofSeconds(30)));

    checkThatItTimesOut(asking);
  }

  @ParameterizedTest
  @EnumSource
  void the_time_limit_holds_in_the_middle_of_an_answer(Asking asking) {
    stub.next(asking.reply("slow").withPiecesOf(10).withPauseBetweenPieces(Duration.ofMillis(100)));

    checkThatItTimesOut(asking);
  }

  @Test
  void the_time_limit_holds_for_a_stream_that_never_ends() {
    stub.next(StubReply.events(StreamFault.chunk("{\"content\":\"a\"}")).withEnding(Ending.REPEAT));
    checkThatItTimesOut(Asking.CHAT_STREAMED);

    stub.next(Asking.RESPONSES_STREAMED.beginning("a").withEnding(Ending.REPEAT));
    checkThatItTimesOut(Asking.RESPONSES_STREAMED);
  }

  private void checkThatItTimesOut(Asking asking) {
    long before = System.nanoTime();

    ModelOutcome outcome = runtime.prepare(asking.call(Duration.ofMillis(300)), delta -> {}).run();

    assertThat(failure(outcome).cause()).isEqualTo(FailureCause.UPSTREAM_TIMED_OUT);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    assertThat(ask(asking)).isInstanceOf(ModelOutcome.Answered.class);
  }

  @Test
  void the_upstreams_words_are_bounded() {
    stub.next(StubReply.json(400, "{\"error\":{\"message\":\"" + "x".repeat(50_000) + "\"}}"));

    assertThat(failure(ask(Asking.CHAT_WHOLE)).message())
        .hasSizeLessThan(UpstreamFailures.MAX_QUOTED_CHARACTERS + 100)
        .endsWith("x…");
  }

  @Test
  void an_error_of_endless_size_is_not_read_to_its_end() {
    stub.next(StubReply.json(500, "x".repeat(1 << 16)).withEnding(Ending.REPEAT));

    assertThat(failure(ask(Asking.CHAT_WHOLE)).cause()).isEqualTo(FailureCause.UPSTREAM_ERROR);
    assertThat(ask(Asking.CHAT_WHOLE)).isInstanceOf(ModelOutcome.Answered.class);
  }

  private ModelOutcome ask(Asking asking) {
    return runtime.prepare(asking.call(), delta -> {}).run();
  }

  private static TurnFailure failure(ModelOutcome outcome) {
    assertThat(outcome).isInstanceOf(ModelOutcome.Failed.class);
    return ((ModelOutcome.Failed) outcome).failure();
  }
}
