package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.responses.ResponseObject;
import dev.holdfast.adapters.http.responses.ResponseRequest;
import dev.holdfast.adapters.http.responses.ResponseRequestReader;
import dev.holdfast.adapters.http.responses.ResponseState;
import dev.holdfast.adapters.http.server.EventLog.Next;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import dev.holdfast.ports.out.model.ModelDelta;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("A response in the background")
class BackgroundResponseTest {

  private static final String ASK = "{\"model\":\"holdfast\",\"input\":\"hi\",\"background\":true}";
  private static final String ASK_STREAMED =
      "{\"model\":\"holdfast\",\"input\":\"hi\",\"background\":true,\"stream\":true}";

  @Test
  void is_answered_once_it_has_begun_and_runs_on() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                Scenes.await(answered);
                over.countDown();
                return hello(facts);
              });

      RawResponse begun = TestRequest.response(ASK).send(gateway);
      answered.countDown();

      assertThat(begun.status()).isEqualTo(200);
      assertThat(begun.json().path("status").stringValue()).isEqualTo("in_progress");
      assertThat(begun.json().path("background").booleanValue()).isTrue();
      assertThat(begun.header("x-holdfast-turn-id")).isEqualTo("turn-1");
      assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
      TurnRequest asked = gateway.conversations().requests().getFirst();
      assertThat(asked.delivery()).isEqualTo(Delivery.STREAMED);
      assertThat(asked.response()).isInstanceOf(ResponseWish.Kept.class);
    }
  }

  @Test
  void that_is_refused_has_a_status_and_no_object() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(Scenes.refusing(Refusal.of(RefusalReason.MODEL_NOT_FOUND, "No such model.")));

      for (String body : List.of(ASK, ASK_STREAMED)) {
        RawResponse refused = TestRequest.response(body).send(gateway);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.error().path("code").stringValue()).isEqualTo("model_not_found");
      }
    }
  }

  @Test
  void that_breaks_by_a_defect_before_it_began_has_a_status() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                throw new IllegalStateException("a defect, played");
              });

      assertThat(TestRequest.response(ASK).send(gateway).status()).isEqualTo(500);
    }
  }

  @Test
  void that_waits_for_its_session_says_so_in_its_stream_and_gives_up_without_its_client()
      throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.startTalkative()) {
      gateway.conversations().play(Scenes.after(free, Scenes.saying("Hello")));
      try (RawConnection connection = RawConnection.to(gateway)) {
        connection.send(TestRequest.response(ASK_STREAMED).bytes());
        connection.receiveHead();
        assertThat(text(connection)).startsWith("event: response.created\n").contains("queued");
        assertThat(text(connection)).startsWith("event: response.queued\n");
        assertThat(text(connection)).isEqualTo(": keep-alive\n\n");
      }

      assertThat(gateway.conversations().left().await(20, TimeUnit.SECONDS)).isTrue();
      free.countDown();
    }
  }

  @Test
  void that_is_refused_in_the_moment_it_would_say_that_it_waits_is_told_so() {
    byte[] body = ASK_STREAMED.getBytes(StandardCharsets.UTF_8);
    ResponseAsked asked =
        new ResponseAsked(
            new ResponseRequestReader(Set.of()).read(body, body.length),
            ResponseRequest.Keeping.STORED,
            name -> name);
    ScriptedConversations conversations = new ScriptedConversations();
    conversations.play(Scenes.refusing(Refusal.of(RefusalReason.SESSION_QUEUE_FULL, "Too many.")));
    BackgroundResponse response =
        new BackgroundResponse(
            asked, new RequestId("request-1"), new EventLogs(), Clock.systemUTC());
    response.start(
        conversations.prepare(turn(asked), response),
        head -> ResponseObject.without(head, new ResponseState.Cancelled()),
        () -> {});
    BackgroundResponse.Begin refused = response.awaitBegin();

    assertThat(response.tellQueued())
        .isEqualTo(refused)
        .isInstanceOf(BackgroundResponse.Begin.TurnedDown.class);
    assertThat(response.events().await(0, Duration.ZERO)).isInstanceOf(Next.NotYet.class);
  }

  @Test
  void that_waited_goes_on_with_gapless_numbers() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.startTalkative();
        RawConnection connection = RawConnection.to(gateway)) {
      gateway.conversations().play(Scenes.after(free, Scenes.saying("Hello")));
      connection.send(TestRequest.response(ASK_STREAMED).bytes());
      connection.receiveHead();
      assertThat(text(connection)).startsWith("event: response.created\n");
      assertThat(text(connection)).startsWith("event: response.queued\n");
      free.countDown();

      String event = text(connection);
      while (event.equals(": keep-alive\n\n")) {
        event = text(connection);
      }
      assertThat(event)
          .startsWith("event: response.in_progress\n")
          .contains("\"sequence_number\":2,");
    }
  }

  @Test
  void is_followed_by_several_from_any_event_on_while_it_runs() throws Exception {
    CountDownLatch half = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.start();
        RawConnection first = RawConnection.to(gateway);
        RawConnection second = RawConnection.to(gateway)) {
      gateway.conversations().play(Scenes.halting("Hel", half, "lo"));
      String id = TestRequest.response(ASK).send(gateway).json().path("id").stringValue();
      gateway.responses().put(id, KeptSamples.found(id, KeptSamples.RUNNING, List.of(), List.of()));

      first.send(follow(id, "?stream=true").bytes());
      second.send(follow(id, "?stream=true&starting_after=3").bytes());
      first.receiveHead();
      second.receiveHead();
      assertThat(text(first)).startsWith("event: response.created\n");
      assertThat(text(second)).contains("\"delta\":\"Hel\"");
      half.countDown();

      String late = text(second);
      assertThat(late).contains("\"delta\":\"lo\"").contains("\"sequence_number\":5,");
    }
  }

  @Test
  void tells_whoever_follows_later_the_very_same_events() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.conversations().play(Scenes.saying("Hel", "lo"));
      List<String> told = TestRequest.response(ASK_STREAMED).send(gateway).events();
      String id = ChatJson.MAPPER.readTree(told.getFirst()).at("/response/id").stringValue();
      gateway.responses().put(id, KeptSamples.answered(id));

      assertThat(follow(id, "?stream=true").send(gateway).events()).isEqualTo(told);
      assertThat(follow(id, "?stream=true&starting_after=4").send(gateway).events())
          .isEqualTo(told.subList(5, told.size()));
      assertThat(numbers(told)).isEqualTo(IntStream.range(0, told.size() - 1).boxed().toList());
    }
  }

  @Test
  void whose_events_are_gone_is_told_again_or_ends_under_the_next_number() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.responses().put("r", KeptSamples.answered("r"));

      List<String> again = follow("r", "?stream=true").send(gateway).events();
      assertThat(numbers(again)).isEqualTo(IntStream.range(0, again.size() - 1).boxed().toList());
      assertThat(again.toString()).contains("\"delta\":\"Hi!\"");

      List<String> rest = follow("r", "?stream=true&starting_after=40").send(gateway).events();
      assertThat(numbers(rest)).containsExactly(41);
      assertThat(type(rest.getFirst())).isEqualTo("response.completed");
    }
  }

  @Test
  void that_was_cancelled_ends_with_what_the_store_kept() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                observer.delta(new ModelDelta.Text(0, "Hel", RawFields.NONE));
                Scenes.await(cancelled);
                return new TurnOutcome.Cancelled(facts);
              });
      connection.send(TestRequest.response(ASK_STREAMED).bytes());
      connection.receiveHead();
      String id =
          ChatJson.MAPPER
              .readTree(text(connection).replaceFirst("(?s).*?data: ", ""))
              .at("/response/id")
              .stringValue();
      gateway
          .responses()
          .put(
              id,
              KeptSamples.found(
                  id,
                  KeptSamples.ended(new TurnEnding.Cancelled("requested")),
                  List.of(),
                  List.of(Item.message(Role.ASSISTANT, "Hel"))));
      cancelled.countDown();

      String event = text(connection);
      while (!event.startsWith("event: response.failed\n")) {
        event = text(connection);
      }
      assertThat(event).contains("\"status\":\"cancelled\"").contains("\"text\":\"Hel\"");
    }
  }

  @Test
  void keeps_its_place_among_the_bodies_in_flight_until_it_has_ended() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    ServerLimits usual = ServerLimits.STANDARD;
    ServerLimits oneLargeBody =
        new ServerLimits(
            usual.connections(),
            200_000,
            300_000,
            usual.bodyWithin(),
            usual.keepAlive(),
            usual.callerTakesNothing());
    String large = ASK.replace("hi", "x".repeat(150_000));
    try (TestGateway gateway = TestGateway.start(oneLargeBody)) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                TurnFacts facts = Scenes.facts(request);
                observer.started(facts);
                Scenes.await(over);
                return hello(facts);
              });
      assertThat(TestRequest.response(large).send(gateway).status()).isEqualTo(200);
      assertThat(TestRequest.response(large).send(gateway).status()).isEqualTo(503);
      over.countDown();

      int status = TestRequest.response(large).send(gateway).status();
      for (int tries = 0; status == 503 && tries < 1_000; tries++) {
        status = TestRequest.response(large).send(gateway).status();
      }
      assertThat(status).isEqualTo(200);
    }
  }

  @Test
  void is_not_followed_where_it_runs_in_the_foreground() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .responses()
          .put("r", KeptSamples.found("r", KeptSamples.RUNNING, List.of(), List.of()));

      RawResponse response = follow("r", "?stream=true").send(gateway);

      assertThat(response.status()).isEqualTo(400);
      assertThat(response.error().path("param").stringValue()).isEqualTo("stream");
    }
  }

  @Test
  void cannot_be_ephemeral() {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response =
          TestRequest.response(ASK).header("x-holdfast-ephemeral", "true").send(gateway);

      assertThat(response.status()).isEqualTo(400);
      assertThat(response.error().path("param").stringValue()).isEqualTo("background");
    }
  }

  private static TurnRequest turn(ResponseAsked asked) {
    return new TurnRequest(
        Caller.LOCAL_OPERATOR,
        new RequestId("request-1"),
        Scenes.ARRIVAL,
        TurnApi.RESPONSES,
        new TurnRequest.Target.Unlisted(TurnRequest.Overflow.REFUSED),
        "",
        asked.request().model(),
        new TurnRequest.History.Configured(),
        List.of(),
        asked.request().items(),
        asked.request().parameters(),
        Delivery.STREAMED,
        new ResponseWish.None());
  }

  private static TurnOutcome hello(TurnFacts facts) {
    return Scenes.completed(facts, FinishReason.STOP, Item.message(Role.ASSISTANT, "Hello"));
  }

  private static TestRequest follow(String id, String query) {
    return TestRequest.get("/v1/responses/" + id + query).token(TestGateway.READ_TOKEN);
  }

  private static List<Integer> numbers(List<String> events) {
    return events.stream()
        .filter(event -> !event.equals("[DONE]"))
        .map(ChatJson.MAPPER::readTree)
        .map(event -> event.path("sequence_number").intValue())
        .toList();
  }

  private static String type(String event) {
    JsonNode json = ChatJson.MAPPER.readTree(event);
    return json.path("type").stringValue();
  }

  private static String text(RawConnection connection) throws Exception {
    return new String(connection.chunk(), StandardCharsets.UTF_8);
  }
}
