package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.in.ChangeFeed.Next;
import dev.holdfast.ports.in.ChangeFeed.Start;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelDelta;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The stream of changes over HTTP")
class EventsTest {

  private static final String PATH = "/api/events";
  private static final String OF_OTHER =
      "\"at\":\"2026-01-02T03:04:06Z\",\"agent\":\"other\",\"key\":null,\"session_id\":null";

  private final TestGateway gateway = TestGateway.startTalkative();

  @AfterEach
  void close() {
    gateway.feed().end();
    gateway.close();
  }

  private static TestRequest follow(String query) {
    return TestRequest.get(PATH + query).token(TestGateway.READ_TOKEN);
  }

  private static String id(long number) {
    return EventsEndpoint.id(ScriptedFeed.place(number));
  }

  @Test
  void each_change_has_a_name_an_id_to_go_on_behind_and_facts_without_content() {
    gateway.feed().play(new Next.News(ScriptedFeed.everyKind()));

    RawResponse response = follow("").send(gateway);

    assertThat(response.header("content-type")).isEqualTo("text/event-stream");
    String at = "\"at\":\"2026-01-02T03:04:05.678Z\",\"agent\":\"main\"";
    String ann = "\"key\":\"agent:main:web:direct:ann\",\"session_id\":\"session-1\"";
    assertThat(response.body())
        .isEqualTo(
            ": keep-alive\nid: "
                + id(1)
                + "\n\n"
                + event(2, "turn_started", at + "," + ann + ",\"turn_id\":\"turn_1\"")
                + event(3, "session_created", at + "," + ann)
                + event(
                    4,
                    "turn_ended",
                    at
                        + ",\"key\":null,\"session_id\":\"session-1\",\"turn_id\":\"turn_1\","
                        + "\"state\":\"completed\"")
                + event(
                    5,
                    "turn_ended",
                    at
                        + ",\"key\":null,\"session_id\":null,\"turn_id\":\"turn_1\","
                        + "\"state\":\"failed\"")
                + event(6, "session_reset", at + "," + ann + ",\"reason\":\"daily\"")
                + event(7, "session_updated", at + "," + ann)
                + event(8, "session_archived", at + "," + ann)
                + event(9, "session_restored", at + "," + ann)
                + event(9, "agent_unavailable", OF_OTHER)
                + event(9, "agent_available", OF_OTHER));
  }

  private static String event(long number, String kind, String facts) {
    return "id: %s\nevent: %s\ndata: {\"kind\":\"%s\",%s}\n\n"
        .formatted(id(number), kind, kind, facts);
  }

  @Test
  void it_begins_now_or_behind_the_id_that_the_header_or_the_query_names() {
    follow("").send(gateway);
    follow("?agent=main&after=" + id(5)).send(gateway);
    follow("?after=" + id(5)).header("Last-Event-ID", id(6)).send(gateway);

    assertThat(gateway.feed().asked)
        .containsExactly(
            "test asks for '' " + new Start.Now(),
            "test asks for 'main' " + new Start.After(ScriptedFeed.place(5)),
            "test asks for '' " + new Start.After(ScriptedFeed.place(6)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "YXVkaXQKMQ", "ZXZlbnRzCm1haW4", "ZXZlbnRzCm1haW4gLTE", "%F0"})
  void an_id_that_is_none_is_said_to_be_wrong(String id) {
    RawResponse response = follow("?after=" + id).send(gateway);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").stringValue()).isEqualTo("after");
    assertThat(follow("").header("Last-Event-ID", "nonsense").send(gateway).status())
        .isEqualTo(400);
  }

  @Test
  void a_client_that_hears_nothing_hears_that_it_is_not_forgotten_and_how_far_it_is()
      throws IOException {
    gateway.feed().stayOpen();
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(follow("").bytes());
      assertThat(connection.receiveHead().status()).isEqualTo(200);
      assertThat(text(connection)).isEqualTo(": keep-alive\nid: " + id(1) + "\n\n");

      gateway.feed().play(new Next.Nothing());
      assertThat(text(connection)).isEqualTo(": keep-alive\n\n");

      gateway.feed().passTo(4);
      gateway.feed().play(new Next.Nothing());
      assertThat(text(connection)).isEqualTo(": keep-alive\nid: " + id(4) + "\n\n");
    }
  }

  @Test
  void a_follower_is_closed_when_its_client_is_gone() throws Exception {
    gateway.feed().stayOpen();
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(follow("").bytes());
      connection.receiveHead();
      text(connection);
    }

    while (!gateway.feed().closed.await(1, TimeUnit.MILLISECONDS)) {
      gateway.feed().play(new Next.Nothing());
    }

    assertThat(gateway.feed().closed.getCount()).isZero();
  }

  @Test
  void the_stream_of_a_token_that_is_revoked_ends_at_once_and_those_of_others_go_on()
      throws IOException {
    gateway.feed().stayOpen();
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(follow("").bytes());
      connection.receiveHead();
      text(connection);

      gateway.revocations().revoke("another");
      gateway.feed().play(new Next.Nothing());
      assertThat(text(connection)).isEqualTo(": keep-alive\n\n");

      gateway.revocations().revoke(TestGateway.TOKEN_ID);
      assertThat(text(connection)).contains("\"code\":\"invalid_api_key\"").startsWith("data: {");
      assertThat(connection.chunk()).isEmpty();
    }
  }

  @Test
  void the_stream_of_a_token_that_expired_ends_with_the_next_sign_of_life() throws IOException {
    gateway.feed().stayOpen();
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(follow("").bytes());
      connection.receiveHead();
      text(connection);

      gateway.forgetTokens();

      assertThat(text(connection)).startsWith("data: {\"error\":");
      assertThat(connection.chunk()).isEmpty();
    }
  }

  @Test
  void the_answer_to_a_turn_ends_with_its_token_and_the_turn_is_told() throws Exception {
    gateway
        .conversations()
        .play(
            (request, observer, gone) -> {
              TurnFacts facts = Scenes.facts(request);
              observer.started(facts);
              observer.delta(new ModelDelta.Text(0, "Hel", RawFields.NONE));
              Scenes.await(gone);
              return new TurnOutcome.Cancelled(facts);
            });
    for (TestRequest request :
        List.of(
            TestRequest.chat(TestRequest.HELLO_STREAMED),
            TestRequest.response(TestRequest.ASK_STREAMED))) {
      try (RawConnection connection = RawConnection.to(gateway)) {
        connection.send(request.bytes());
        assertThat(connection.receiveHead().status()).isEqualTo(200);
        text(connection);

        gateway.revocations().revoke(TestGateway.TOKEN_ID);

        String last = "";
        for (byte[] chunk = connection.chunk(); chunk.length > 0; chunk = connection.chunk()) {
          last = new String(chunk, StandardCharsets.UTF_8);
        }
        assertThat(last).startsWith("data: {\"error\":").contains("invalid_api_key");
      }
    }
  }

  @Test
  void head_says_what_get_would_answer_with_and_follows_nothing() throws IOException {
    gateway.feed().stayOpen();
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(TestRequest.of("HEAD", PATH).token(TestGateway.READ_TOKEN).bytes());

      RawResponse head = connection.receiveHead();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("content-type")).isEqualTo("text/event-stream");
      assertThat(gateway.feed().closed.getCount()).isZero();
    }
  }

  private static String text(RawConnection connection) throws IOException {
    return new String(connection.chunk(), StandardCharsets.UTF_8);
  }
}
