package dev.holdfast.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("How much loggers say can be changed while they are used")
class LoggerLevelsTest {

  private final LoggerContext context = new LoggerContext();
  private final LoggerLevels levels = new LoggerLevels(context);

  LoggerLevelsTest() {
    new StandardErrorLogging().configure(context);
  }

  @Test
  void a_logger_says_as_much_as_the_one_above_it_that_has_a_level() {
    assertThat(levels.level("dev.holdfast")).isEqualTo("ERROR");
    assertThat(levels.level("dev.holdfast.app.usecase.Lanes")).isEqualTo("ERROR");
    assertThat(levels.level("org.eclipse.jetty")).isEqualTo("WARN");
    assertThat(context.exists("dev.holdfast.app.usecase.Lanes")).isNull();
  }

  @Test
  void a_level_holds_for_those_below_and_no_others() {
    levels.set("dev.holdfast.app", "DEBUG");

    assertThat(context.getLogger("dev.holdfast.app.usecase").isDebugEnabled()).isTrue();
    assertThat(context.getLogger("dev.holdfast.adapters").isDebugEnabled()).isFalse();
    assertThat(levels.level("dev.holdfast.app.usecase")).isEqualTo("DEBUG");
  }

  @Test
  void what_writes_credentials_down_stays_silent_when_all_may_say_more() {
    levels.set("ROOT", "INFO");

    assertThat(context.getLogger("org.apache.hc.client5.http.wire").getEffectiveLevel())
        .isEqualTo(Level.WARN);
  }
}
