package dev.holdfast.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Label("A line of the log for a program")
class JsonLayoutTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LoggerContext context = new LoggerContext();
  private final JsonLayout layout = new JsonLayout(new LogSecrets());

  @Property
  @Label("is one line of JSON that says the same, whatever the text")
  void says_the_same(@ForAll String message, @ForAll String key) {
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("sample"), Level.INFO, message, null, null);
    event.setMDCPropertyMap(Map.of("session_key", key));

    String line = layout.doLayout(event);

    assertThat(line).endsWith("}\n");
    assertThat(line.substring(0, line.length() - 1).chars()).noneMatch(Character::isISOControl);
    JsonNode read = JSON.readTree(line);
    assertThat(read.path("message").asString()).isEqualTo(message);
    assertThat(read.path("session_key").asString()).isEqualTo(key);
  }
}
