package dev.holdfast.adapters.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.ResponsesReply;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.adapters.http.upstream.UpstreamUnderTest.Asking;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.out.model.ModelOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(Lifecycle.PER_CLASS) // a client takes longer to open than a test takes to run
@DisplayName("What an upstream of the Responses API does wrong")
final class ResponsesFaultsTest {

  private final UpstreamStub stub = UpstreamStub.start();
  private final HttpModelRuntime runtime = UpstreamUnderTest.runtime(stub.baseUrl());

  @AfterAll
  void close() {
    runtime.close();
    stub.close();
  }

  /** What only a streamed response can do. */
  enum ResponseFault {
    WITHOUT_END(ResponsesReply.events(HEL), FailureCause.UPSTREAM_BROKEN_OFF),
    WITHOUT_ANYTHING(StubReply.events(), FailureCause.UPSTREAM_BROKEN_OFF),
    CUT_IN_AN_EVENT(
        StubReply.of("text/event-stream", "data: {\"type\":\"response.created\"}\n\ndata: {\"ty"),
        FailureCause.UPSTREAM_BROKEN_OFF),
    ONLY_THE_END_MARK(StubReply.events("[DONE]"), FailureCause.UPSTREAM_INVALID_ANSWER),
    END_MARK_BEFORE_THE_END(
        StubReply.events("{\"type\":\"response.output_text.delta\",\"delta\":\"a\"}", "[DONE]"),
        FailureCause.UPSTREAM_INVALID_ANSWER),
    GARBAGE_EVENT(
        StubReply.events("{\"type\":\"response.created\"}", "lo?"),
        FailureCause.UPSTREAM_INVALID_ANSWER),
    CHUNKS_OF_CHAT_COMPLETIONS(StubReply.text("Hello"), FailureCause.UPSTREAM_INVALID_ANSWER),
    FAILED(
        ResponsesReply.failed("server_error", "out of memory", ResponsesReply.message("Hel")),
        FailureCause.UPSTREAM_ERROR),
    FAILED_FOR_ITS_RATE(
        ResponsesReply.failed("rate_limit_exceeded", "later"), FailureCause.UPSTREAM_RATE_LIMITED),
    ERROR_EVENT(
        ResponsesReply.events(
            HEL,
            new ResponsesReply.Event(
                "error", "\"code\":\"context_length_exceeded\",\"message\":\"m\",\"param\":null")),
        FailureCause.UPSTREAM_CONTEXT_LENGTH),
    ERROR_WITHOUT_AN_EVENT_NAME(
        StubReply.events("{\"type\":\"error\",\"code\":\"server_error\",\"message\":\"m\"}"),
        FailureCause.UPSTREAM_ERROR);

    final StubReply reply;
    final FailureCause cause;

    ResponseFault(StubReply reply, FailureCause cause) {
      this.reply = reply;
      this.cause = cause;
    }
  }

  private static final ResponsesReply.Event HEL =
      new ResponsesReply.Event(
          "response.output_text.delta", "\"output_index\":0,\"content_index\":0,\"delta\":\"Hel\"");

  @ParameterizedTest
  @EnumSource
  void a_streamed_response_fails_with_its_cause(ResponseFault fault) {
    checkThatItFails(Asking.RESPONSES_STREAMED, fault.reply, fault.cause);
  }

  @Test
  void a_whole_response_that_failed_fails_with_its_cause() {
    checkThatItFails(
        Asking.RESPONSES_WHOLE,
        ResponsesReply.failed("rate_limit_exceeded", "later"),
        FailureCause.UPSTREAM_RATE_LIMITED);
  }

  private void checkThatItFails(Asking asking, StubReply reply, FailureCause cause) {
    stub.next(reply);

    assertThat(failure(ask(asking)).cause()).isEqualTo(cause);
    assertThat(ask(asking)).isInstanceOf(ModelOutcome.Answered.class);
  }

  private ModelOutcome ask(Asking asking) {
    return runtime.prepare(asking.call(), delta -> {}).run();
  }

  private static TurnFailure failure(ModelOutcome outcome) {
    assertThat(outcome).isInstanceOf(ModelOutcome.Failed.class);
    return ((ModelOutcome.Failed) outcome).failure();
  }
}
