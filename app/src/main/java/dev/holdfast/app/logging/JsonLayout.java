package dev.holdfast.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * One event as one JSON object on one line: {@code time}, {@code level}, {@code logger}, {@code
 * message}, what the thread works for, what the event names itself, and the {@code error}. Text
 * from outside cannot end the line or a value, and secrets are not shown.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {

  /** Always with milliseconds, so that lines sort as texts. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  /** Most lines fit, so that few grow. */
  private static final int USUAL_CHARACTERS = 512;

  private final LogSecrets secrets;

  JsonLayout(LogSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(USUAL_CHARACTERS);
    line.append("{\"time\":\"")
        .append(TIME.format(event.getInstant()))
        .append("\",\"level\":\"")
        .append(event.getLevel())
        .append('"');
    text("logger", event.getLoggerName(), line);
    text("message", event.getFormattedMessage(), line);
    for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
      text(entry.getKey(), entry.getValue(), line);
    }
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> value(pair.key, pair.value, line));
    }
    if (event.getThrowableProxy() != null) {
      text("error", ThrowableProxyUtil.asString(event.getThrowableProxy()), line);
    }
    return line.append("}\n").toString();
  }

  /** Numbers stay numbers, so that a program can compare them; anything else is a text. */
  private void value(String name, Object value, StringBuilder line) {
    switch (value) {
      case Integer number -> name(name, line).append(number.intValue());
      case Long number -> name(name, line).append(number.longValue());
      case null, default -> text(name, String.valueOf(value), line);
    }
  }

  private void text(String name, String value, StringBuilder line) {
    name(name, line).append('"');
    escape(secrets.hidden(value), line);
    line.append('"');
  }

  /** Names come from code, never from outside. */
  private static StringBuilder name(String name, StringBuilder line) {
    return line.append(",\"").append(name).append("\":");
  }

  /** Source: RFC 8259, section 7; beyond it, what some readers take for the end of a line. */
  private static void escape(String text, StringBuilder line) {
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      switch (unit) {
        case '"' -> line.append("\\\"");
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '\t' -> line.append("\\t");
        default -> {
          if (mustBeEscaped(text, at)) {
            line.append(String.format("\\u%04x", (int) unit));
          } else {
            line.append(unit);
          }
        }
      }
    }
  }

  private static boolean mustBeEscaped(String text, int at) {
    char unit = text.charAt(at);
    return Character.isISOControl(unit)
        || unit == '\u2028'
        || unit == '\u2029'
        || (Character.isSurrogate(unit) && isAlone(text, at));
  }

  /** Half of a pair has no bytes in UTF-8. */
  private static boolean isAlone(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
        : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
  }
}
