package dev.holdfast.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.temporal.ChronoUnit;

/**
 * One event on one line: time, level, logger, message. Text from outside cannot end the line, and
 * secrets are not shown.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {

  private final LogSecrets secrets;

  LineLayout(LogSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(event.getInstant().truncatedTo(ChronoUnit.MILLIS))
        .append(' ')
        .append(event.getLevel())
        .append(' ')
        .append(shortName(event.getLoggerName()))
        .append(": ");
    escape(secrets.hidden(event.getFormattedMessage()), line);
    if (event.getThrowableProxy() != null) {
      line.append(" | ");
      escape(secrets.hidden(ThrowableProxyUtil.asString(event.getThrowableProxy())), line);
    }
    return line.append('\n').toString();
  }

  private static String shortName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  private static void escape(String text, StringBuilder line) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == '\n') {
        line.append("\\n");
      } else if (unit == '\t') {
        line.append("\\t");
      } else if (Character.isISOControl(unit)) {
        line.append(String.format("\\u%04x", (int) unit));
      } else {
        line.append(unit);
      }
    }
  }
}
