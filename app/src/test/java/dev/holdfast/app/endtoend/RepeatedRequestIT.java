package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.endtoend.RawClient.Chat;
import dev.holdfast.app.endtoend.RawClient.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A request that comes again, over HTTP")
final class RepeatedRequestIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path scratch;

  private UpstreamStub stub;
  private TestHome home;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws InterruptedException {
    stub = UpstreamStub.start();
    home = new TestHome(scratch).configured(Upstreams.one(stub.baseUrl()));
    gateway = home.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    gateway.stop();
    stub.close();
  }

  private static Chat named(String key, String name, String text) {
    return Chat.of(key, text).with("idempotency-key", name);
  }

  private static String read(InputStream stream) throws IOException {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void is_answered_with_the_same_bytes_also_after_a_crash() throws InterruptedException {
    Reply first = gateway.raw().chat(named("ann", "n", "Hello"));
    Reply again = gateway.raw().chat(named("ann", "n", "Hello"));
    gateway.kill();
    gateway = home.start();

    Reply late = gateway.raw().chat(named("ann", "n", "Hello"));

    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
    for (Reply replayed : List.of(again, late)) {
      assertThat(replayed.body()).isEqualTo(first.body());
      assertThat(replayed.header("idempotency-replayed")).isEqualTo("true");
      assertThat(replayed.header("x-holdfast-turn-id"))
          .isEqualTo(first.header("x-holdfast-turn-id"));
      assertThat(replayed.header("x-holdfast-session-id"))
          .isEqualTo(first.header("x-holdfast-session-id"));
    }
    assertThat(home.store().counts()).isEqualTo("sessions 1 events 2 running 0 leased 0");
  }

  @Test
  void is_streamed_again_in_the_same_order() throws IOException {
    stub.next(StubReply.text("Hello from the stub."));
    String first = read(gateway.raw().stream(named("ann", "n", "Hello")));

    String again = read(gateway.raw().stream(named("ann", "n", "Hello")));

    assertThat(ends(first)).isEqualTo(ends(again));
    assertThat(contents(again)).isEqualTo(contents(first)).isEqualTo("Hello from the stub.");
    assertThat(home.store().counts()).startsWith("sessions 1 events 2");
  }

  /** The first and the last two events: the role, the reason to stop, the end mark. */
  private static List<String> ends(String stream) {
    List<String> events = stream.lines().filter(line -> line.startsWith("data: ")).toList();
    return List.of(events.getFirst(), events.get(events.size() - 2), events.getLast());
  }

  private static String contents(String stream) {
    StringBuilder text = new StringBuilder();
    stream
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .forEach(
            line ->
                text.append(
                    Json.read(line.substring("data: ".length()))
                        .at("/choices/0/delta/content")
                        .asString("")));
    return text.toString();
  }

  @Test
  void by_the_responses_api_is_the_same_response() {
    String body = "{\"model\":\"holdfast\",\"input\":\"Hello\"}";
    Chat request =
        new Chat(Map.of(), body).with("x-holdfast-session-key", "ann").with("idempotency-key", "n");

    Reply first = gateway.raw().send("/v1/responses", request);
    Reply again = gateway.raw().send("/v1/responses", request);

    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");
    assertThat(gateway.raw().getKnown("/v1/responses/" + first.json().path("id").asString()).body())
        .isEqualTo(first.body());
  }

  @Test
  void under_a_name_that_another_has_is_refused_and_both_are_told_apart() {
    gateway.raw().chat(named("ann", "n", "Hello"));

    Reply conflict = gateway.raw().chat(named("ann", "n", "Something else"));

    assertThat(conflict.status()).isEqualTo(422);
    assertThat(conflict.code()).isEqualTo("idempotency_conflict");
    assertThat(gateway.raw().chat(named("bob", "n", "Something else")).status()).isEqualTo(200);
  }

  @Test
  void joins_while_it_runs() throws InterruptedException {
    stub.next(StubReply.text("Late.").withFirstByteAfter(Duration.ofSeconds(2)));
    CompletableFuture<Reply> first = gateway.raw().chatLater(named("ann", "n", "Hello"));
    assertThat(stub.awaitRequest(LIMIT)).isTrue();

    Reply joined = gateway.raw().chat(named("ann", "n", "Hello"));

    assertThat(joined.body()).isEqualTo(first.join().body());
    assertThat(home.store().counts()).isEqualTo("sessions 1 events 2 running 0 leased 0");
  }

  @Test
  void as_the_retry_of_an_sdk_is_not_done_twice() {
    Reply first = gateway.raw().chat(Chat.of("ann", "Hello").with("x-stainless-retry-count", "0"));

    Reply retry = gateway.raw().chat(Chat.of("ann", "Hello").with("x-stainless-retry-count", "1"));

    assertThat(retry.body()).isEqualTo(first.body());
    assertThat(retry.header("idempotency-replayed")).isEqualTo("true");
    assertThat(home.store().counts()).startsWith("sessions 1 events 2");
  }

  @Test
  void after_a_failure_takes_over_the_stored_question() {
    stub.next(StubReply.json(500, "{}"));
    Reply failed = gateway.raw().chat(named("ann", "n", "Hello"));

    Reply retried = gateway.raw().chat(named("ann", "n", "Hello"));

    assertThat(failed.status()).isEqualTo(502);
    assertThat(retried.status()).as(retried.body()).isEqualTo(200);
    assertThat(home.store().counts()).isEqualTo("sessions 1 events 2 running 0 leased 0");
    assertThat(
            home.store()
                .rows(
                    "SELECT a.state, b.state FROM turns a JOIN turns b ON b.attempt_of ="
                        + " a.turn_id"))
        .containsExactly("failed completed");
  }

  @Test
  void of_a_session_that_is_busy_can_be_refused_at_once() throws InterruptedException {
    stub.next(StubReply.text("Late.").withFirstByteAfter(Duration.ofSeconds(2)));
    CompletableFuture<Reply> first = gateway.raw().chatLater(Chat.of("ann", "Hello"));
    assertThat(stub.awaitRequest(LIMIT)).isTrue();

    Reply busy =
        gateway.raw().chat(Chat.of("ann", "Me too").with("x-holdfast-when-busy", "reject"));

    assertThat(busy.status()).isEqualTo(409);
    assertThat(busy.code()).isEqualTo("session_busy");
    assertThat(busy.header("x-should-retry")).isEqualTo("false");
    assertThat(busy.headers()).containsKeys("retry-after", "retry-after-ms");
    assertThat(first.join().status()).isEqualTo(200);
    assertThat(
            gateway
                .raw()
                .chat(Chat.of("ann", "Me too").with("x-holdfast-when-busy", "perhaps"))
                .code())
        .isEqualTo("invalid_header");
  }

  @Test
  void that_says_new_begins_the_session_anew() {
    Reply first = gateway.raw().chat(Chat.of("ann", "Hello"));

    Reply command = gateway.raw().chat(Chat.of("ann", "/new"));
    Reply after = gateway.raw().chat(Chat.of("ann", "Hello again"));

    assertThat(command.content()).startsWith("A new conversation has begun.");
    assertThat(command.header("x-holdfast-session-id"))
        .isNotEqualTo(first.header("x-holdfast-session-id"))
        .isEqualTo(after.header("x-holdfast-session-id"));
  }
}
