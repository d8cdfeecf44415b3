package dev.holdfast.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

@DisplayName("The log on standard error, for a person")
class StandardErrorLoggingTest {

  private static final String KEY = "sk-0123456789abcdef";

  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LoggerContext context = new LoggerContext();
  private final Logger log = context.getLogger("dev.holdfast.Sample");

  @BeforeEach
  void configure() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    // What slf4j's binding does for the context of the process.
    context.setMDCAdapter(new LogbackMDCAdapter());
    new StandardErrorLogging().configure(context);
    LogOutput.of(context).asText();
    context.getLogger("dev.holdfast").setLevel(Level.INFO);
  }

  @AfterEach
  void restore() {
    System.setErr(standardError);
    context.stop();
  }

  @Test
  void is_for_errors_unless_somebody_wants_more() {
    new StandardErrorLogging().configure(context);
    LogOutput.of(context).asText();

    log.warn("A command says this itself");
    log.error("It failed");

    assertThat(lines()).contains("It failed").doesNotContain("A command");
  }

  @Test
  void leaves_migrations_to_who_wanted_them() {
    context.getLogger("org.flywaydb.core.internal").error("It failed", new IOException("full"));

    assertThat(lines()).isEmpty();
  }

  @Test
  void shows_a_message_on_one_line() {
    log.info("Hello\n{}", "world");

    assertThat(lines()).endsWith(" INFO Sample: Hello\\nworld\n");
  }

  @Test
  void hides_a_secret_in_a_message_and_in_its_arguments() {
    LogSecrets.of(context).hide(KEY);

    log.info("Bearer " + KEY + " and {}", "key=" + KEY + ";");

    assertThat(lines()).endsWith("Sample: Bearer [redacted] and key=[redacted];\n");
  }

  @Test
  void hides_a_secret_in_an_exception_its_causes_and_what_it_suppressed() {
    LogSecrets.of(context).hide(KEY);
    IOException failure = new IOException("outer " + KEY, new IllegalStateException("in " + KEY));
    failure.addSuppressed(new IllegalArgumentException("beside " + KEY));

    log.error("It failed", failure);

    assertThat(lines())
        .contains("java.io.IOException: outer [redacted]")
        .contains("IllegalStateException: in [redacted]")
        .contains("IllegalArgumentException: beside [redacted]")
        .contains("\\n\\tat dev.holdfast.app.logging.StandardErrorLoggingTest")
        .doesNotContain(KEY);
  }

  @Test
  void hides_a_secret_whole_that_begins_like_another() {
    LogSecrets.of(context).hide(KEY);
    LogSecrets.of(context).hide(KEY + "-long");
    LogSecrets.of(context).hide(KEY);

    log.info("{} {}-long", KEY, KEY);

    assertThat(lines()).endsWith("Sample: [redacted] [redacted]\n");
  }

  @Test
  void hides_a_secret_with_characters_that_are_escaped() {
    LogSecrets.of(context).hide("two\nlines of it");

    log.info("It is two\nlines of it.");

    assertThat(lines()).endsWith("Sample: It is [redacted].\n");
  }

  @Test
  void does_not_look_for_a_secret_of_less_than_8_characters() {
    LogSecrets.of(context).hide("e");
    LogSecrets.of(context).hide("secret7");
    LogSecrets.of(context).hide("secret_8");

    log.info("secret7 secret_8 whatever else");

    assertThat(lines()).endsWith("Sample: secret7 [redacted] whatever else\n");
  }

  @Test
  void of_this_process_hides_too() {
    LogSecrets ofProcess = LogSecrets.ofThisProcess();

    ofProcess.hide("a-value-of-this-test");

    assertThat(ofProcess.hidden("x a-value-of-this-test y")).isEqualTo("x [redacted] y");
    assertThat(LogSecrets.ofThisProcess()).isSameAs(ofProcess);
  }

  private String lines() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
