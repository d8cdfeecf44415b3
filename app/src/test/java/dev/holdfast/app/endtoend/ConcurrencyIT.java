package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.endtoend.RawClient.Chat;
import dev.holdfast.app.endtoend.RawClient.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("Callers at the same time")
final class ConcurrencyIT {

  private static final int CALLERS = 8;

  /** The grace of a caller that is gone is 10 s. */
  private static final Duration GONE_WITHIN = Duration.ofSeconds(25);

  private static final StubReply HELLO = StubReply.text("Hello from the stub.");

  @TempDir private static Path scratch;

  private static UpstreamStub stub;
  private static TestHome home;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws InterruptedException {
    stub = UpstreamStub.start();
    home = new TestHome(scratch).configured(Upstreams.one(stub.baseUrl()));
    gateway = home.start();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    assertThat(gateway.stop().problems()).isEmpty();
    stub.close();
  }

  @Test
  void who_share_a_fresh_key_share_one_session_and_one_chain() throws InterruptedException {
    RawClient client = gateway.raw();
    // So slow that all of them wait for the first.
    stub.always(HELLO.withFirstByteAfter(Duration.ofMillis(100)));

    List<CompletableFuture<Reply>> asked =
        IntStream.range(0, CALLERS)
            .mapToObj(caller -> client.chatLater(Chat.of("shared", "I am caller " + caller)))
            .toList();
    List<Reply> replies = asked.stream().map(CompletableFuture::join).toList();

    assertThat(replies).extracting(Reply::status).containsOnly(200);
    assertThat(replies.stream().map(reply -> reply.header("x-holdfast-session-id")).distinct())
        .hasSize(1);
    JsonNode session = home.session("shared");
    List<String> lines = Json.lines(session);
    assertThat(session.at("/session/events").asInt()).isEqualTo(2 * CALLERS);
    assertThat(lines).hasSize(2 * CALLERS);
    for (int turn = 0; turn < CALLERS; turn++) {
      assertThat(lines.get(2 * turn)).startsWith("user: I am caller ");
      assertThat(lines.get(2 * turn + 1)).isEqualTo("assistant: Hello from the stub.");
    }
    assertThat(lines.stream().filter(line -> line.startsWith("user: "))).doesNotHaveDuplicates();
  }

  @Test
  void of_whom_one_goes_away_leave_what_came_as_a_cancelled_turn()
      throws InterruptedException, IOException {
    stub.next(StubReply.text("word ".repeat(1_000)).withPauseBetweenPieces(Duration.ofMillis(100)));
    Chat chat = Chat.of("gone", "Talk without end");

    try (BufferedReader stream =
        new BufferedReader(
            new InputStreamReader(gateway.raw().stream(chat), StandardCharsets.UTF_8))) {
      assertThat(stream.readLine()).startsWith("data: {");
    }

    assertThat(stub.awaitDeparture(GONE_WITHIN)).as("the upstream call is cancelled").isTrue();
    home.store()
        .await(
            "SELECT state, failure_message FROM turns WHERE session_key = 'agent:main:gone'",
            "cancelled caller_gone");
    JsonNode session = home.session("gone");
    assertThat(Json.lines(session)).hasSize(2).last().asString().startsWith("assistant: word word");
    assertThat(session.at("/transcript/1/complete").asBoolean()).isFalse();
    Reply next = gateway.raw().chat(Chat.of("gone", "Go on"));
    assertThat(next.content()).isEqualTo("Hello from the stub.");
    assertThat(home.store().counts()).endsWith("running 0 leased 0");
  }
}
