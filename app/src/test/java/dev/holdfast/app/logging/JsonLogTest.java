package dev.holdfast.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The log on standard error, for a program")
class JsonLogTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEY = "sk-0123456789abcdef";

  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LoggerContext context = new LoggerContext();
  private final LogbackMDCAdapter ids = new LogbackMDCAdapter();
  private final Logger log = context.getLogger("dev.holdfast.Sample");

  @BeforeEach
  void configure() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    context.setMDCAdapter(ids);
    new StandardErrorLogging().configure(context);
    context.getLogger("dev.holdfast").setLevel(Level.INFO);
  }

  @AfterEach
  void restore() {
    System.setErr(standardError);
    ids.clear();
    context.stop();
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private JsonNode line() {
    assertThat(lines()).hasSize(1);
    return JSON.readTree(lines().getFirst());
  }

  @Test
  void is_what_a_file_or_a_program_gets() {
    log.info("Hello {}", "world");

    JsonNode line = line();
    assertThat(line.propertyNames()).containsExactly("time", "level", "logger", "message");
    assertThat(Instant.parse(line.path("time").asString())).isBeforeOrEqualTo(Instant.now());
    assertThat(line.path("time").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.]\\d{3}Z");
    assertThat(line.path("level").asString()).isEqualTo("INFO");
    assertThat(line.path("logger").asString()).isEqualTo("dev.holdfast.Sample");
    assertThat(line.path("message").asString()).isEqualTo("Hello world");
  }

  @Test
  void says_what_the_thread_works_for() {
    ids.put("request_id", "req-1");
    ids.put("session_key", "agent:main:ann");

    log.warn("It is late");

    assertThat(line().path("request_id").asString()).isEqualTo("req-1");
    assertThat(line().path("session_key").asString()).isEqualTo("agent:main:ann");
  }

  @Test
  void keeps_numbers_as_numbers() {
    log.atInfo().addKeyValue("status", 200).addKeyValue("token", "first").log("GET /x");

    assertThat(line().path("status").isInt()).isTrue();
    assertThat(line().path("status").asInt()).isEqualTo(200);
    assertThat(line().path("token").asString()).isEqualTo("first");
  }

  @Test
  void has_an_error_with_its_stack_as_one_text() {
    log.error("It failed", new IOException("outer", new IllegalStateException("inner")));

    assertThat(line().path("error").asString())
        .startsWith("java.io.IOException: outer\n\tat ")
        .contains("Caused by: java.lang.IllegalStateException: inner\n");
  }

  @Test
  void hides_a_secret_wherever_it_stands() {
    LogSecrets.of(context).hide(KEY);
    ids.put("session_key", "agent:main:" + KEY);

    log.atError()
        .addKeyValue("path", "/x/" + KEY)
        .setCause(new IOException("for " + KEY))
        .log("Bearer " + KEY);

    assertThat(lines().getFirst()).doesNotContain(KEY);
    assertThat(line().path("message").asString()).isEqualTo("Bearer [redacted]");
    assertThat(line().path("session_key").asString()).isEqualTo("agent:main:[redacted]");
    assertThat(line().path("path").asString()).isEqualTo("/x/[redacted]");
  }

  @Test
  void hides_a_secret_with_characters_that_are_escaped() {
    LogSecrets.of(context).hide("two\nlines \"of\" it");

    log.info("It is two\nlines \"of\" it.");

    assertThat(line().path("message").asString()).isEqualTo("It is [redacted].");
  }

  @Test
  void can_become_text_and_json_again() {
    LogOutput.of(context).asText();
    log.info("one");
    LogOutput.of(context).asJson();
    log.info("two");

    assertThat(lines().getFirst()).endsWith("INFO Sample: one");
    assertThat(JSON.readTree(lines().getLast()).path("message").asString()).isEqualTo("two");
  }
}
