package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdfast.adapters.http.GatewayServer.Start;
import dev.holdfast.adapters.http.HttpSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("The server")
class ServerLifecycleTest {

  /** The common pool has one thread on a small machine, and what runs here waits for the other. */
  private static final Executor OWN_THREAD = task -> Thread.ofPlatform().start(task);

  @Test
  void binds_any_free_port_and_tells_the_real_one() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(gateway.address().getPort()).isPositive();
      assertThat(gateway.address().getAddress().isLoopbackAddress()).isTrue();
      assertThat(TestRequest.get("/health").send(gateway).status()).isEqualTo(200);
    }
  }

  @Test
  void says_that_a_port_is_taken_and_what_to_do() {
    try (TestGateway first = TestGateway.start()) {
      int port = first.address().getPort();
      HttpSettings same =
          new HttpSettings(first.address().getAddress(), port, List.of(), List.of(), List.of());

      Start start = TestGateway.startOnly(same);

      assertThat(start)
          .isInstanceOfSatisfying(
              Start.CannotBind.class,
              failure -> assertThat(failure.message()).contains("" + port).contains("--port"));
      assertThat(TestRequest.get("/health").send(first).status()).isEqualTo(200);
    }
  }

  @Test
  void starts_once_and_stops_as_often_as_it_is_told() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThatThrownBy(() -> gateway.server().start()).isInstanceOf(IllegalStateException.class);
      gateway.server().stop(Duration.ZERO);
      gateway.server().stop(Duration.ZERO);
    }
  }

  @Test
  void lets_running_exchanges_end_and_accepts_no_connection_while_it_stops() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                running.countDown();
                await(mayEnd);
                return Scenes.saying("Hello").play(request, observer, gone);
              });
      CompletableFuture<RawResponse> answer =
          CompletableFuture.supplyAsync(
              () -> TestRequest.chat(TestRequest.HELLO).send(gateway), OWN_THREAD);
      await(running);

      CompletableFuture<Void> stop =
          CompletableFuture.runAsync(
              () -> gateway.server().stop(Duration.ofSeconds(20)), OWN_THREAD);
      awaitRefusedConnection(gateway);
      assertThat(stop).isNotDone();
      mayEnd.countDown();

      assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
      stop.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void cuts_off_what_does_not_end_in_time() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                running.countDown();
                await(never);
                return Scenes.saying("Hello").play(request, observer, gone);
              });
      connection.send(TestRequest.chat(TestRequest.HELLO).bytes());
      await(running);

      gateway.server().stop(Duration.ofMillis(100));

      assertThatThrownBy(connection::receive).isInstanceOf(IOException.class);
      never.countDown();
    }
  }

  @Test
  void answers_a_defect_with_500_logs_it_once_and_goes_on() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger("dev.holdfast.adapters.http");
    log.start();
    logger.addAppender(log);
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                throw new IllegalStateException("secret");
              });

      RawResponse response =
          TestRequest.chat(TestRequest.HELLO).header("x-request-id", "mine").send(gateway);

      assertThat(response.status()).isEqualTo(500);
      assertThat(response.error().path("message").stringValue()).contains("mine");
      assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
      assertThat(log.list)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.getLevel()).isEqualTo(Level.ERROR);
                assertThat(event.getFormattedMessage()).contains("mine");
                assertThat(event.getThrowableProxy().getMessage()).isEqualTo("secret");
              });
      gateway.conversations().play(Scenes.saying("Hello"));
      assertThat(TestRequest.chat(TestRequest.HELLO).send(gateway).status()).isEqualTo(200);
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void answers_several_requests_over_one_connection() throws Exception {
    try (TestGateway gateway = TestGateway.start();
        RawConnection connection = RawConnection.to(gateway)) {
      gateway.conversations().play(Scenes.saying("Hello"));
      for (String body : List.of(TestRequest.HELLO, "nope", TestRequest.HELLO_STREAMED)) {
        connection.send(TestRequest.chat(body).bytes());
        assertThat(connection.receive().status()).isEqualTo(body.equals("nope") ? 400 : 200);
      }
      connection.send(TestRequest.get("/health").bytes());
      assertThat(connection.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void takes_only_so_many_connections_and_the_next_when_one_has_gone() throws Exception {
    ServerLimits limits = ServerLimits.STANDARD;
    ServerLimits two =
        new ServerLimits(
            2,
            limits.bodyBytes(),
            limits.bodiesInFlightBytes(),
            limits.bodyWithin(),
            limits.keepAlive(),
            limits.callerTakesNothing());
    try (TestGateway gateway = TestGateway.start(two);
        RawConnection first = RawConnection.to(gateway)) {
      RawConnection second = RawConnection.to(gateway);
      for (RawConnection connection : List.of(first, second)) {
        connection.send(TestRequest.get("/health").bytes());
        assertThat(connection.receive().status()).isEqualTo(200);
      }
      try (RawConnection third = RawConnection.to(gateway)) {
        third.send(TestRequest.get("/health").bytes());
        assertThat(third.hasAnswer(Duration.ofMillis(200))).isFalse();

        second.close();

        assertThat(third.receive().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void answers_500_when_the_memory_is_used_up_too() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway
          .conversations()
          .play(
              (request, observer, gone) -> {
                throw new OutOfMemoryError("secret");
              });

      for (String body : List.of(TestRequest.HELLO, TestRequest.HELLO_STREAMED)) {
        RawResponse response = TestRequest.chat(body).send(gateway);
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.error().path("code").stringValue()).isEqualTo("internal_error");
      }
    }
  }

  /**
   * Connections that came before the stop may still be taken, or reset when the port closes over
   * them; at some point every one is refused.
   */
  private static void awaitRefusedConnection(TestGateway gateway) throws IOException {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < until) {
      try (RawConnection taken = RawConnection.to(gateway)) {
        assertThat(taken).isNotNull();
      } catch (ConnectException refused) {
        return;
      } catch (SocketException reset) {
        assertThat(reset).hasMessageContaining("reset");
      }
    }
    throw new AssertionError("connections were accepted for 20 s");
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing happened for 20 s");
    }
  }
}
