package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("A streamed chat completion")
class ChatStreamTest {

  private static final Duration QUICK = Duration.ofMillis(50);

  @Test
  void sends_each_event_as_a_chunk_of_its_own_as_it_comes() throws Exception {
    CountDownLatch firstRead = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      gateway.conversations().play(Scenes.halting("Hel", firstRead, "lo"));
      connection.send(TestRequest.chat(TestRequest.HELLO_STREAMED).bytes());
      RawResponse head = connection.receiveHead();
      assertThat(head.header("content-type")).isEqualTo("text/event-stream");
      assertThat(head.header("x-accel-buffering")).isEqualTo("no");
      assertThat(head.header("x-holdfast-turn-id")).isEqualTo("turn-1");

      assertThat(event(connection)).contains("\"role\":\"assistant\"");
      assertThat(event(connection)).contains("\"content\":\"Hel\"");
      firstRead.countDown();
      assertThat(event(connection)).contains("\"content\":\"lo\"");
      assertThat(event(connection)).contains("\"finish_reason\":\"stop\"");
      assertThat(event(connection)).isEqualTo("[DONE]");
      assertThat(connection.chunk()).isEmpty();
    }
  }

  @Test
  void tells_the_reason_to_stop_only_after_the_turn_has_ended() throws Exception {
    CountDownLatch committed = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      AtomicBoolean ended = new AtomicBoolean();
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                observer.delta(new ModelDelta.Text(0, "Hello", RawFields.NONE));
                await(committed);
                ended.set(true);
                return Scenes.completed(
                    facts, FinishReason.LENGTH, Item.message(Role.ASSISTANT, "Hello"));
              });
      connection.send(TestRequest.chat(TestRequest.HELLO_STREAMED).bytes());
      connection.receiveHead();
      event(connection);
      event(connection);
      assertThat(ended).isFalse();
      committed.countDown();

      assertThat(event(connection)).contains("\"finish_reason\":\"length\"");
      assertThat(ended).isTrue();
    }
  }

  @Test
  void streams_tool_calls_refusals_and_members_that_are_only_passed_on() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                observer.delta(
                    new ModelDelta.Other(0, new RawFields("{\"reasoning_content\":\"hm\"}")));
                observer.delta(
                    new ModelDelta.ToolCallBegun(
                        0,
                        0,
                        "call-1",
                        "add",
                        new RawFields(
                            "{\"signature\":\"s\",\"holdfast:responses\":{\"namespace\":\"n\"}}")));
                observer.delta(new ModelDelta.ToolCallArguments(0, 0, "{\"a\":"));
                observer.delta(new ModelDelta.ToolCallArguments(0, 0, "1}"));
                observer.delta(
                    new ModelDelta.ToolCallBegun(
                        0, 1, "call-2", "poem", new RawFields("{\"type\":\"custom\"}")));
                observer.delta(new ModelDelta.ToolCallArguments(0, 1, "roses"));
                observer.delta(new ModelDelta.Refusal(0, "no"));
                observer.delta(
                    new ModelDelta.Text(0, "x", new RawFields("{\"logprobs\":{\"content\":[]}}")));
                return Scenes.completed(facts, FinishReason.TOOL_CALLS);
              });

      List<JsonNode> choices = choices(TestRequest.chat(TestRequest.HELLO_STREAMED).send(gateway));

      assertThat(choices.stream().map(choice -> choice.path("delta").toString()))
          .containsExactly(
              "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}",
              "{\"reasoning_content\":\"hm\"}",
              "{\"tool_calls\":[{\"index\":0,\"id\":\"call-1\",\"type\":\"function\",\"function\":{\"name\":\"add\",\"arguments\":\"\"},\"signature\":\"s\"}]}",
              "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}]}",
              "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}",
              "{\"tool_calls\":[{\"index\":1,\"id\":\"call-2\",\"type\":\"custom\",\"custom\":{\"name\":\"poem\",\"input\":\"\"}}]}",
              "{\"tool_calls\":[{\"index\":1,\"custom\":{\"input\":\"roses\"}}]}",
              "{\"refusal\":\"no\"}",
              "{\"content\":\"x\"}",
              "{}");
      assertThat(choices.get(8).path("logprobs").toString()).isEqualTo("{\"content\":[]}");
      assertThat(choices.get(9).path("finish_reason").stringValue()).isEqualTo("tool_calls");
    }
  }

  @Test
  void opens_and_ends_each_of_several_answers() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                observer.delta(new ModelDelta.Text(1, "b", RawFields.NONE));
                observer.delta(new ModelDelta.Text(0, "a", RawFields.NONE));
                return new TurnOutcome.Completed(
                    facts,
                    List.of(choice("a", FinishReason.STOP), choice("b", FinishReason.LENGTH)),
                    Scenes.USAGE,
                    new RawFields("{\"service_tier\":\"flex\",\"error\":null}"),
                    Scenes.ENDED);
              });

      RawResponse response =
          TestRequest.chat(
                  "{\"model\":\"m\",\"n\":2,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
              .send(gateway);

      assertThat(choices(response).stream().map(ChatStreamTest::summary))
          .containsExactly("1 assistant", "1 b", "0 assistant", "0 a", "0 stop", "1 length");
      assertThat(response.events().get(4)).endsWith("}],\"service_tier\":\"flex\"}");
      assertThat(response.body()).doesNotContain("\"error\"");
    }
  }

  @Test
  void tells_token_counts_only_when_they_are_wanted() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.conversations().play(Scenes.saying("Hello"));

      List<String> without = TestRequest.chat(TestRequest.HELLO_STREAMED).send(gateway).events();
      List<String> with =
          TestRequest.chat(
                  TestRequest.HELLO_STREAMED.replace(
                      "}]", "}],\"stream_options\":{\"include_usage\":true}"))
              .send(gateway)
              .events();

      assertThat(without).hasSize(4).noneMatch(event -> event.contains("usage"));
      assertThat(with).hasSize(5);
      assertThat(with.subList(0, 3)).allMatch(event -> event.endsWith("],\"usage\":null}"));
      assertThat(with.get(3)).contains("\"choices\":[],\"usage\":{\"prompt_tokens\":12,");
      assertThat(with.get(4)).isEqualTo("[DONE]");
    }
  }

  @Test
  void that_fails_before_the_first_byte_is_answered_by_a_status() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(Scenes.failing(TurnFailure.of(FailureCause.UPSTREAM_UNREACHABLE, "Nobody there.")));

      RawResponse response = TestRequest.chat(TestRequest.HELLO_STREAMED).send(gateway);

      assertThat(response.status()).isEqualTo(502);
      assertThat(response.error().path("code").stringValue()).isEqualTo("upstream_unreachable");
      assertThat(response.header("x-holdfast-turn-id")).isEqualTo("turn-1");
    }
  }

  @Test
  void that_fails_midway_ends_with_one_error_event_and_no_end_mark() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                observer.delta(new ModelDelta.Text(0, "Hel", RawFields.NONE));
                return new TurnOutcome.Failed(
                    facts, TurnFailure.of(FailureCause.UPSTREAM_BROKEN_OFF, "It broke off."));
              });

      List<String> events = TestRequest.chat(TestRequest.HELLO_STREAMED).send(gateway).events();

      assertThat(events).hasSize(3);
      assertThat(events.get(2))
          .isEqualTo(
              "{\"error\":{\"message\":\"It broke"
                  + " off.\",\"type\":\"server_error\",\"param\":null,\"code\":\"upstream_broken_off\"}}");
      assertThat(events.subList(0, 2)).allMatch(event -> event.contains("\"finish_reason\":null"));
    }
  }

  @Test
  void whose_turn_breaks_by_a_defect_ends_with_an_error_event_that_leaks_nothing() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                observer.started(Scenes.facts(request));
                observer.delta(new ModelDelta.Text(0, "Hel", RawFields.NONE));
                throw new IllegalStateException("secret");
              });

      RawResponse response =
          TestRequest.chat(TestRequest.HELLO_STREAMED).header("x-request-id", "mine").send(gateway);

      assertThat(response.events().getLast()).contains("internal_error").contains("mine");
      assertThat(response.body()).doesNotContain("secret").doesNotContain("[DONE]");
    }
  }

  @Test
  void that_waits_sends_comments_and_a_late_refusal_is_an_event() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.start(quickKeepAlive(Duration.ofSeconds(30)));
        RawConnection connection = RawConnection.to(gateway)) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                await(heard);
                return new TurnOutcome.Refused(
                    Refusal.of(RefusalReason.SESSION_QUEUE_FULL, "Too many wait."));
              });
      connection.send(TestRequest.chat(TestRequest.HELLO_STREAMED).bytes());

      RawResponse head = connection.receiveHead();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("x-request-id")).isNotEmpty();
      assertThat(head.header("x-holdfast-turn-id")).isEmpty();
      assertThat(text(connection)).isEqualTo(": keep-alive\n\n");
      assertThat(text(connection)).isEqualTo(": keep-alive\n\n");
      heard.countDown();
      assertThat(nextEvent(connection)).contains("session_queue_full");
      assertThat(connection.chunk()).isEmpty();
    }
  }

  @Test
  void answers_normally_after_comments() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.start(quickKeepAlive(Duration.ofSeconds(30)));
        RawConnection connection = RawConnection.to(gateway)) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                await(heard);
                return Scenes.saying("Hello").play(request, observer, gone);
              });
      connection.send(TestRequest.chat(TestRequest.HELLO_STREAMED).bytes());
      connection.receiveHead();
      assertThat(text(connection)).isEqualTo(": keep-alive\n\n");
      heard.countDown();

      assertThat(nextEvent(connection)).contains("\"role\"");
      assertThat(nextEvent(connection)).contains("Hello");
      assertThat(nextEvent(connection)).contains("\"stop\"");
      assertThat(nextEvent(connection)).isEqualTo("[DONE]");
    }
  }

  @Test
  void whose_client_hangs_up_tells_the_turn_that_the_caller_is_gone() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.start(quickKeepAlive(Duration.ofSeconds(30)))) {
      gateway.conversations().play(waitingForGone(told));
      try (RawConnection connection = RawConnection.to(gateway)) {
        connection.send(TestRequest.chat(TestRequest.HELLO_STREAMED).bytes());
        connection.receiveHead();
      }

      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whose_client_takes_nothing_tells_the_turn_that_the_caller_is_gone() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    String piece = "x".repeat(64 << 10);
    try (TestGateway gateway = TestGateway.start(quickKeepAlive(Duration.ofMillis(500)))) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                while (gone.getCount() > 0) {
                  observer.delta(new ModelDelta.Text(0, piece, RawFields.NONE));
                }
                told.countDown();
                return new TurnOutcome.Cancelled(facts);
              });
      Socket narrow = new Socket();
      narrow.setReceiveBufferSize(4 << 10);
      try (RawConnection connection = RawConnection.to(gateway, narrow)) {
        connection.send(TestRequest.chat(TestRequest.HELLO_STREAMED).bytes());

        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void whose_turn_is_silent_for_longer_than_a_caller_may_be_goes_on() {
    // not a divisor of the silence: the answer must not begin in the moment of a look
    try (TestGateway gateway =
        TestGateway.start(limits(Duration.ofSeconds(30), Duration.ofMillis(300)))) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                if (gone.await(1, TimeUnit.SECONDS)) {
                  return new TurnOutcome.Cancelled(Scenes.facts(request));
                }
                return Scenes.saying("Hello").play(request, observer, gone);
              });

      RawResponse streamed = TestRequest.chat(TestRequest.HELLO_STREAMED).send(gateway);
      RawResponse whole = TestRequest.chat(TestRequest.HELLO).send(gateway);

      assertThat(streamed.events()).last().isEqualTo("[DONE]");
      assertThat(whole.status()).isEqualTo(200);
    }
  }

  private static ScriptedConversations.Scene waitingForGone(CountDownLatch told) {
    return (request, observer, gone) -> {
      TurnFacts facts = Scenes.facts(request);
      observer.started(facts);
      observer.delta(new ModelDelta.Text(0, "Hel", RawFields.NONE));
      await(gone);
      told.countDown();
      return new TurnOutcome.Cancelled(facts);
    };
  }

  private static Choice choice(String text, FinishReason finish) {
    return new Choice(List.of(Item.message(Role.ASSISTANT, text)), finish, RawFields.NONE);
  }

  private static String summary(JsonNode choice) {
    JsonNode delta = choice.path("delta");
    String what =
        choice.path("finish_reason").isString()
            ? choice.path("finish_reason").stringValue()
            : delta.has("role") ? "assistant" : delta.path("content").stringValue();
    return choice.path("index").intValue() + " " + what;
  }

  private static List<JsonNode> choices(RawResponse response) {
    return response.events().stream()
        .filter(event -> event.startsWith("{"))
        .map(event -> ChatJson.MAPPER.readTree(event).path("choices").path(0))
        .toList();
  }

  private static ServerLimits quickKeepAlive(Duration callerTakesNothing) {
    return limits(QUICK, callerTakesNothing);
  }

  private static ServerLimits limits(Duration keepAlive, Duration callerTakesNothing) {
    return new ServerLimits(
        ServerLimits.STANDARD.connections(),
        ServerLimits.STANDARD.bodyBytes(),
        ServerLimits.STANDARD.bodiesInFlightBytes(),
        ServerLimits.STANDARD.bodyWithin(),
        keepAlive,
        callerTakesNothing);
  }

  private static String text(RawConnection connection) throws IOException {
    return new String(connection.chunk(), StandardCharsets.UTF_8);
  }

  /** The data of the next event after any comments. */
  private static String nextEvent(RawConnection connection) throws IOException {
    String chunk = text(connection);
    while (chunk.startsWith(":")) {
      chunk = text(connection);
    }
    return chunk.substring("data: ".length(), chunk.length() - 2);
  }

  /** The data of the event that the next chunk is. */
  private static String event(RawConnection connection) throws IOException {
    String chunk = text(connection);
    assertThat(chunk).startsWith("data: ").endsWith("\n\n");
    return chunk.substring("data: ".length(), chunk.length() - 2);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing happened for 20 s");
    }
  }
}
