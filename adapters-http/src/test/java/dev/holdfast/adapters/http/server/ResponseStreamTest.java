package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.server.ScriptedConversations.Scene;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("A streamed response")
class ResponseStreamTest {

  private static final Refusal QUEUE_FULL =
      Refusal.of(RefusalReason.SESSION_QUEUE_FULL, "Too many wait.");

  @Test
  void tells_its_events_by_name_as_they_come() throws Exception {
    CountDownLatch firstRead = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      gateway.conversations().play(Scenes.halting("Hel", firstRead, "lo"));
      connection.send(TestRequest.response(TestRequest.ASK_STREAMED).bytes());
      RawResponse head = connection.receiveHead();
      assertThat(head.header("content-type")).isEqualTo("text/event-stream");
      assertThat(head.header("x-holdfast-turn-id")).isEqualTo("turn-1");

      assertThat(chunk(connection)).startsWith("event: response.created\ndata: {\"type\":");
      assertThat(chunk(connection)).startsWith("event: response.in_progress\n");
      assertThat(chunk(connection)).startsWith("event: response.output_item.added\n");
      assertThat(chunk(connection)).startsWith("event: response.content_part.added\n");
      assertThat(chunk(connection)).contains("\"delta\":\"Hel\"");
      firstRead.countDown();
      assertThat(chunk(connection)).contains("\"delta\":\"lo\"");
      assertThat(chunk(connection)).startsWith("event: response.output_text.done\n");
      assertThat(chunk(connection)).startsWith("event: response.content_part.done\n");
      assertThat(chunk(connection)).startsWith("event: response.output_item.done\n");
      assertThat(chunk(connection)).startsWith("event: response.completed\n");
      assertThat(chunk(connection)).isEqualTo("data: [DONE]\n\n");
      assertThat(connection.chunk()).isEmpty();
    }
  }

  @Test
  void says_that_it_is_complete_only_after_the_turn_has_ended() throws Exception {
    CountDownLatch committed = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                observer.delta(new ModelDelta.Text(0, "Hello", RawFields.NONE));
                Scenes.await(committed);
                ended.set(true);
                return Scenes.completed(
                    facts, FinishReason.LENGTH, Item.message(Role.ASSISTANT, "Hello"));
              });
      connection.send(TestRequest.response(TestRequest.ASK_STREAMED).bytes());
      connection.receiveHead();
      for (int event = 0; event < 5; event++) {
        assertThat(chunk(connection)).doesNotContain("incomplete\"");
      }
      assertThat(ended).isFalse();
      committed.countDown();

      String event = chunk(connection);
      while (!event.startsWith("event: response.incomplete\n")) {
        event = chunk(connection);
      }
      assertThat(ended).isTrue();
      assertThat(event).contains("\"incomplete_details\":{\"reason\":\"max_output_tokens\"}");
    }
  }

  @Test
  void that_is_refused_or_fails_before_its_first_byte_has_a_status() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.conversations().play(Scenes.refusing(QUEUE_FULL));
      RawResponse refused = TestRequest.response(TestRequest.ASK_STREAMED).send(gateway);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("retry-after")).isNotEmpty();

      gateway.conversations().play(Scenes.failing(failure()));
      RawResponse failed = TestRequest.response(TestRequest.ASK_STREAMED).send(gateway);
      assertThat(failed.status()).isEqualTo(502);
      assertThat(failed.header("x-holdfast-turn-id")).isEqualTo("turn-1");
    }
  }

  @Test
  void that_fails_later_ends_with_what_was_told_and_the_error() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                observer.delta(new ModelDelta.Text(0, "Hel", RawFields.NONE));
                return new TurnOutcome.Failed(facts, failure());
              });

      List<String> events = TestRequest.response(TestRequest.ASK_STREAMED).send(gateway).events();

      assertThat(events.getLast()).isEqualTo("[DONE]");
      JsonNode last = ChatJson.MAPPER.readTree(events.get(events.size() - 2));
      assertThat(last.path("type").stringValue()).isEqualTo("response.failed");
      assertThat(last.at("/response/status").stringValue()).isEqualTo("failed");
      assertThat(last.at("/response/error/code").stringValue()).isEqualTo("server_error");
      assertThat(last.at("/response/error/type").stringValue()).isEqualTo("upstream_error");
      assertThat(events.toString()).doesNotContain("output_item.done");
    }
  }

  @Test
  void that_waits_for_its_session_says_so_and_goes_on_with_gapless_numbers() throws Exception {
    CountDownLatch toldToWait = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.startTalkative();
        RawConnection connection = RawConnection.to(gateway)) {
      gateway.conversations().play(Scenes.after(toldToWait, Scenes.saying("Hello")));
      connection.send(TestRequest.response(TestRequest.ASK_STREAMED).bytes());
      assertThat(connection.receiveHead().header("x-holdfast-turn-id")).isEmpty();
      assertThat(chunk(connection))
          .startsWith("event: response.created\n")
          .contains("\"status\":\"queued\"");
      assertThat(chunk(connection)).startsWith("event: response.queued\n");
      toldToWait.countDown();

      String event = chunk(connection);
      while (event.equals(": keep-alive\n\n")) {
        event = chunk(connection);
      }
      assertThat(event)
          .startsWith("event: response.in_progress\n")
          .contains("\"sequence_number\":2,");
    }
  }

  @Test
  void that_is_refused_after_it_was_told_to_wait_fails_by_an_event() {
    CountDownLatch waited = new CountDownLatch(1);
    Scene refused =
        (request, observer, gone) -> {
          boolean _ = waited.await(200, TimeUnit.MILLISECONDS);
          return new TurnOutcome.Refused(QUEUE_FULL);
        };
    try (TestGateway gateway = TestGateway.startTalkative()) {
      gateway.conversations().play(refused);

      List<String> events = TestRequest.response(TestRequest.ASK_STREAMED).send(gateway).events();

      assertThat(events.stream().map(ResponseStreamTest::type))
          .containsExactly("response.created", "response.queued", "response.failed", "[DONE]");
      assertThat(events.get(2))
          .contains("\"code\":\"rate_limit_exceeded\",\"type\":\"session_queue_full\"");
    }
  }

  @Test
  void after_a_response_of_an_impossible_name_fails_by_an_event_too() {
    CountDownLatch waited = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.startTalkative()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                boolean _ = waited.await(200, TimeUnit.MILLISECONDS);
                return new TurnOutcome.Refused(QUEUE_FULL);
              });

      String body =
          TestRequest.ASK_STREAMED.replace(
              "}", ",\"previous_response_id\":\"" + "x".repeat(200) + "\"}");
      List<String> events = TestRequest.response(body).send(gateway).events();

      assertThat(type(events.get(events.size() - 2))).isEqualTo("response.failed");
    }
  }

  @Test
  void tells_the_turn_when_its_client_is_gone() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.startTalkative()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                observer.delta(new ModelDelta.Text(0, "Hel", RawFields.NONE));
                Scenes.await(gone);
                told.countDown();
                return new TurnOutcome.Cancelled(facts);
              });
      try (RawConnection connection = RawConnection.to(gateway)) {
        connection.send(TestRequest.response(TestRequest.ASK_STREAMED).bytes());
        connection.receiveHead();
      }

      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void ends_by_an_event_when_the_gateway_has_a_defect() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                observer.delta(new ModelDelta.Text(0, "Hel", RawFields.NONE));
                throw new IllegalStateException("a defect, played");
              });

      List<String> events = TestRequest.response(TestRequest.ASK_STREAMED).send(gateway).events();

      assertThat(type(events.get(events.size() - 2))).isEqualTo("response.failed");
    }
  }

  private static TurnFailure failure() {
    return TurnFailure.of(FailureCause.UPSTREAM_ERROR, "It broke.");
  }

  private static String type(String event) {
    return event.equals("[DONE]")
        ? event
        : ChatJson.MAPPER.readTree(event).path("type").stringValue();
  }

  private static String chunk(RawConnection connection) throws Exception {
    return new String(connection.chunk(), StandardCharsets.UTF_8);
  }
}
