package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.server.ScriptedConversations.Scene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request body is bounded in size, time and number")
class BodyLimitTest {

  private static final int MEGABYTE = 1_000_000;

  @Test
  void a_body_of_21_mb_gets_413_after_it_was_sent_whole_and_the_connection_goes_on()
      throws IOException {
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      byte[] body = new byte[21 * MEGABYTE];
      Arrays.fill(body, (byte) ' ');

      connection.send(
          TestRequest.chat("")
              .without("Content-Type")
              .without("Content-Length")
              .body("application/json", body)
              .bytes());

      RawResponse refused = connection.receive();
      assertThat(refused.status()).isEqualTo(413);
      assertThat(refused.error().path("code").stringValue()).isEqualTo("body_too_large");
      connection.send(TestRequest.get("/health").bytes());
      assertThat(connection.receive().status()).isEqualTo(200);
      assertThat(gateway.conversations().requests()).isEmpty();
    }
  }

  @Test
  void a_chunked_body_of_21_mb_gets_413_after_it_was_sent_whole_and_the_connection_goes_on()
      throws IOException {
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      connection.send(TestRequest.chunkedChat().head());
      byte[] chunk = new byte[MEGABYTE];
      Arrays.fill(chunk, (byte) ' ');

      for (int sent = 0; sent < 21; sent++) {
        connection.sendChunk(chunk);
      }
      connection.send("0\r\n\r\n");

      assertThat(connection.receive().status()).isEqualTo(413);
      connection.send(TestRequest.get("/health").bytes());
      assertThat(connection.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void a_body_announced_as_too_long_is_refused_before_it_is_asked_for() throws IOException {
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          TestRequest.of("POST", "/v1/chat/completions")
              .token(TestGateway.WRITE_TOKEN)
              .header("Content-Type", "application/json")
              .header("Content-Length", "" + 21 * MEGABYTE)
              .header("Expect", "100-continue")
              .bytes());

      assertThat(connection.receive().status()).isEqualTo(413);
    }
  }

  @Test
  void a_body_that_may_come_is_asked_for() throws IOException {
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      gateway.conversations().play(Scenes.saying("Hello"));
      TestRequest request = TestRequest.chat(TestRequest.HELLO).header("Expect", "100-continue");

      connection.send(request.head());
      assertThat(connection.receiveHead().status()).isEqualTo(100);
      connection.send(request.body());

      assertThat(connection.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void the_longest_body_is_taken_whether_its_length_is_announced_or_not() throws IOException {
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      gateway.conversations().play(Scenes.saying("Hello"));
      int limit = ServerLimits.STANDARD.bodyBytes();
      byte[] body = Arrays.copyOf(TestRequest.HELLO.getBytes(StandardCharsets.UTF_8), limit);
      Arrays.fill(body, TestRequest.HELLO.length(), limit, (byte) ' ');

      connection.send(
          TestRequest.of("POST", "/v1/chat/completions")
              .token(TestGateway.WRITE_TOKEN)
              .body("application/json", body)
              .bytes());
      assertThat(connection.receive().status()).isEqualTo(200);

      connection.send(TestRequest.chunkedChat().head());
      connection.sendChunk(body);
      connection.send("0\r\n\r\n");
      assertThat(connection.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void one_byte_more_than_the_longest_body_is_refused() {
    ServerLimits small = limits(1_000, 1_000_000, Duration.ofSeconds(10));
    try (TestGateway gateway = TestGateway.start(small)) {
      gateway.conversations().play(Scenes.saying("Hello"));
      String longest = TestRequest.HELLO + " ".repeat(1_000 - TestRequest.HELLO.length());

      assertThat(TestRequest.chat(longest).send(gateway).status()).isEqualTo(200);
      assertThat(TestRequest.chat(longest + " ").send(gateway).status()).isEqualTo(413);
    }
  }

  @Test
  void a_wrong_token_is_told_before_the_body_is_looked_at() {
    try (TestGateway gateway = TestGateway.start()) {
      RawResponse response =
          TestRequest.chat("not json").without("Authorization").token("wrong").send(gateway);

      assertThat(response.status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=\"UTF-8\"",
        "application/json; charset=utf8; x=1"
      })
  void json_in_utf_8_is_taken(String type) {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.conversations().play(Scenes.saying("Hello"));

      assertThat(typed(type).send(gateway).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "text/plain; x=application/json",
        "application/json; charset=iso-8859-1",
        "application/json, text/plain"
      })
  void anything_else_gets_415(String type) {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(typed(type).send(gateway).status()).isEqualTo(415);
      assertThat(typed("").without("Content-Type").send(gateway).status()).isEqualTo(415);
    }
  }

  @Test
  void a_packed_body_gets_415() {
    try (TestGateway gateway = TestGateway.start()) {
      TestRequest packed = TestRequest.chat(TestRequest.HELLO).header("Content-Encoding", "gzip");

      assertThat(packed.send(gateway).status()).isEqualTo(415);
    }
  }

  @Test
  void a_body_that_trickles_in_gets_408() throws IOException {
    ServerLimits hasty = limits(1_000, 1_000_000, Duration.ofMillis(50));
    try (TestGateway gateway = TestGateway.start(hasty);
        RawConnection connection = RawConnection.to(gateway)) {
      connection.send(TestRequest.chunkedChat().head());
      while (!connection.hasAnswer(Duration.ofMillis(5))) {
        connection.sendChunk(new byte[] {' '});
      }

      RawResponse response = connection.receive();

      assertThat(response.status()).isEqualTo(408);
      assertThat(response.error().path("code").stringValue()).isEqualTo("body_timeout");
    }
  }

  @Test
  void bodies_in_flight_are_bounded_together_and_free_their_place() throws IOException {
    ServerLimits narrow = limits(1 << 20, 64 << 10, Duration.ofSeconds(10));
    try (TestGateway gateway = TestGateway.start(narrow);
        RawConnection first = RawConnection.to(gateway)) {
      gateway.conversations().play(Scenes.saying("Hello"));
      TestRequest large = TestRequest.chat(TestRequest.HELLO + " ".repeat(40 << 10));
      first.send(large.header("Expect", "100-continue").head());
      assertThat(first.receiveHead().status()).isEqualTo(100); // it has its place now

      RawResponse refused = large.send(gateway);
      first.send(large.body());

      assertThat(refused.error().path("code").stringValue()).isEqualTo("too_many_bodies");
      assertThat(refused.header("retry-after")).isNotEmpty();
      assertThat(first.receive().status()).isEqualTo(200);
      assertThat(sentUntil(200, gateway, large).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"stream\":true"})
  void large_bodies_keep_their_place_while_their_turns_wait_and_leave_room_for_small_ones(
      String delivery) throws IOException, InterruptedException {
    // Eight fill all but the part for small ones; without that part nine would fit.
    int fitting = 8;
    ServerLimits narrow = limits(1 << 20, 616 << 10, Duration.ofSeconds(10));
    TestRequest large = TestRequest.chat(hello(delivery) + " ".repeat(65 << 10));
    TestRequest small = TestRequest.chat(hello(delivery));
    CountDownLatch asked = new CountDownLatch(fitting);
    CountDownLatch answered = new CountDownLatch(1);
    List<RawConnection> waiting = new ArrayList<>();
    try (TestGateway gateway = TestGateway.start(narrow)) {
      gateway.conversations().play(waiting(asked, answered));
      for (int body = 0; body < fitting; body++) {
        waiting.add(RawConnection.to(gateway));
        waiting.getLast().send(large.bytes());
      }
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      gateway.conversations().play(Scenes.saying("Hello"));

      RawResponse refused = large.send(gateway);
      RawResponse fits = small.send(gateway);
      answered.countDown();

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.error().path("code").stringValue()).isEqualTo("too_many_bodies");
      assertThat(refused.error().path("message").stringValue()).contains("Nothing was stored");
      assertThat(refused.header("retry-after")).isNotEmpty();
      assertThat(fits.status()).isEqualTo(200);
      for (RawConnection connection : waiting) {
        assertThat(connection.receive().status()).isEqualTo(200);
        connection.close();
      }
      assertThat(sentUntil(200, gateway, large).status()).isEqualTo(200);
    }
  }

  @Test
  void a_body_that_is_turned_down_gives_its_place_back() {
    ServerLimits narrow = limits(1 << 20, 64 << 10, Duration.ofSeconds(10));
    try (TestGateway gateway = TestGateway.start(narrow)) {
      gateway.conversations().play(Scenes.saying("Hello"));
      String padding = " ".repeat(40 << 10);

      for (int again = 0; again < 3; again++) {
        assertThat(sentUntil(400, gateway, TestRequest.chat("{" + padding)).status())
            .isEqualTo(400);
      }
      RawResponse answered = sentUntil(200, gateway, TestRequest.chat(TestRequest.HELLO + padding));

      assertThat(answered.status()).isEqualTo(200);
    }
  }

  @Test
  void a_defect_in_a_turn_gives_the_place_of_its_body_back() {
    ServerLimits narrow = limits(1 << 20, 64 << 10, Duration.ofSeconds(10));
    TestRequest large = TestRequest.chat(TestRequest.HELLO + " ".repeat(40 << 10));
    try (TestGateway gateway = TestGateway.start(narrow)) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                throw new IllegalStateException("a defect for this test");
              });
      assertThat(large.send(gateway).status()).isEqualTo(500);

      gateway.conversations().play(Scenes.saying("Hello"));

      assertThat(sentUntil(200, gateway, large).status()).isEqualTo(200);
    }
  }

  private static String hello(String delivery) {
    return TestRequest.HELLO.substring(0, TestRequest.HELLO.length() - 1) + delivery + "}";
  }

  /** Answers once it may, and says when it was asked. */
  private static Scene waiting(CountDownLatch asked, CountDownLatch answered) {
    return (request, observer, gone) -> {
      asked.countDown();
      assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
      return Scenes.saying("Hello").play(request, observer, gone);
    };
  }

  private static TestRequest typed(String type) {
    return TestRequest.of("POST", "/v1/chat/completions")
        .token(TestGateway.WRITE_TOKEN)
        .body(type, TestRequest.HELLO.getBytes(StandardCharsets.UTF_8));
  }

  /** A body takes its place a moment after it was sent, and gives it back after its answer. */
  private static RawResponse sentUntil(int status, TestGateway gateway, TestRequest request) {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    RawResponse response = request.send(gateway);
    while (response.status() != status && System.nanoTime() < until) {
      response = request.send(gateway);
    }
    return response;
  }

  private static ServerLimits limits(int body, int inFlight, Duration within) {
    return new ServerLimits(
        ServerLimits.STANDARD.connections(),
        body,
        inFlight,
        within,
        ServerLimits.STANDARD.keepAlive(),
        ServerLimits.STANDARD.callerTakesNothing());
  }
}
