package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("Each request leaves one line in the log")
class AccessLogTest {

  /** The line is written when the exchange ends, which a client does not see. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Logger log = (Logger) LoggerFactory.getLogger(AccessLog.class);
  private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          event.prepareForDeferredProcessing();
          lines.add(event);
        }
      };

  private final TestGateway gateway = TestGateway.start();

  @BeforeEach
  void listen() {
    log.setLevel(Level.DEBUG);
    log.setAdditive(false);
    appender.setContext(log.getLoggerContext());
    appender.start();
    log.addAppender(appender);
  }

  @AfterEach
  void close() {
    gateway.close();
    log.detachAppender(appender);
    log.setAdditive(true);
    log.setLevel(null);
  }

  private ILoggingEvent next() throws InterruptedException {
    ILoggingEvent line = lines.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(line).isNotNull();
    return line;
  }

  private static Map<String, Object> said(ILoggingEvent line) {
    return line.getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
  }

  @Test
  void with_method_path_status_time_and_token() throws InterruptedException {
    TestRequest.get("/v1/models?token=secret").token(TestGateway.READ_TOKEN).send(gateway);

    ILoggingEvent line = next();
    assertThat(line.getLevel()).isEqualTo(Level.INFO);
    assertThat(said(line))
        .containsEntry("method", "GET")
        .containsEntry("path", "/v1/models")
        .containsEntry("status", 200)
        .containsEntry("token", "test")
        .containsKey("duration_ms");
    assertThat(line.getFormattedMessage()).matches("GET /v1/models 200 in \\d+ ms for test");
    assertThat(line.getMDCPropertyMap()).containsOnlyKeys("request_id");
  }

  @Test
  void with_the_session_and_the_turn_it_became() throws InterruptedException {
    gateway.conversations().play(Scenes.saying("Hello"));
    TestRequest chat =
        TestRequest.chat(TestRequest.HELLO).header("x-holdfast-session-key", "agent:main:ann");

    chat.header("x-request-id", "req-1").send(gateway);

    assertThat(next().getMDCPropertyMap())
        .containsEntry("request_id", "req-1")
        .containsEntry("session_key", "agent:main:ann")
        .containsKeys("session_id", "turn_id");
  }

  @Test
  void with_the_turn_when_it_is_streamed_and_by_the_other_api() throws InterruptedException {
    gateway.conversations().play(Scenes.saying("Hello"));

    TestRequest.chat(TestRequest.HELLO_STREAMED).send(gateway);
    assertThat(next().getMDCPropertyMap()).containsKeys("request_id", "turn_id");
    TestRequest.response(TestRequest.ASK).send(gateway);
    assertThat(next().getMDCPropertyMap()).containsKeys("request_id", "turn_id");
    TestRequest.response(TestRequest.ASK_STREAMED).send(gateway);
    assertThat(next().getMDCPropertyMap()).containsKeys("request_id", "turn_id");
  }

  @Test
  void that_a_thread_does_not_carry_into_the_next_request() throws Exception {
    gateway.conversations().play(Scenes.saying("Hello"));
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(TestRequest.chat(TestRequest.HELLO).bytes());
      connection.receive();
      connection.send(TestRequest.get("/v1/models").token(TestGateway.READ_TOKEN).bytes());
      connection.receive();
    }

    assertThat(next().getMDCPropertyMap()).containsKey("turn_id");
    assertThat(next().getMDCPropertyMap()).containsOnlyKeys("request_id");
  }

  @Test
  void at_debug_for_a_probe_that_went_well_and_at_info_for_one_that_did_not()
      throws InterruptedException {
    TestRequest.get("/health").send(gateway);
    assertThat(next().getLevel()).isEqualTo(Level.DEBUG);

    TestRequest.get("/nothing-here").send(gateway);
    ILoggingEvent line = next();
    assertThat(line.getLevel()).isEqualTo(Level.INFO);
    assertThat(said(line)).containsEntry("status", 404).containsEntry("token", "");
    assertThat(line.getFormattedMessage()).endsWith("for nobody known");
  }

  @Test
  void whose_path_is_bounded() throws InterruptedException {
    TestRequest.get("/" + "x".repeat(3_000)).send(gateway);

    assertThat((String) said(next()).get("path")).hasSize(1_001).endsWith("…");
  }
}
