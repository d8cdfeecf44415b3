package dev.holdfast.app.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import org.slf4j.LoggerFactory;

/** How the lines of this process's log look; may change while it runs. Any thread may call it. */
public final class LogOutput {

  /** Set by the launcher exactly if standard error is a terminal; a JVM cannot ask. */
  static final String TERMINAL_PROPERTY = "holdfast.terminal.errors";

  private static final String NAME = LogOutput.class.getName();

  private final LineLayout text;
  private final JsonLayout json;
  private volatile LayoutBase<ILoggingEvent> current;

  /** The format that suits where standard error goes: text for a person, JSON for a program. */
  LogOutput(LogSecrets secrets) {
    text = new LineLayout(secrets);
    json = new JsonLayout(secrets);
    current = usual();
  }

  /** Whether a person may be reading what this process logs. */
  public static boolean goesToTerminal() {
    return Boolean.getBoolean(TERMINAL_PROPERTY);
  }

  private LayoutBase<ILoggingEvent> usual() {
    return goesToTerminal() ? text : json;
  }

  /** The log of this process. */
  public static LogOutput ofThisProcess() {
    return of((LoggerContext) LoggerFactory.getILoggerFactory());
  }

  static LogOutput of(LoggerContext context) {
    return (LogOutput) context.getObject(NAME);
  }

  void attachTo(LoggerContext context) {
    context.putObject(NAME, this);
    text.setContext(context);
    json.setContext(context);
  }

  /** From now on a line looks as suits where standard error goes. */
  public void asUsual() {
    current = usual();
  }

  /** From now on a line is for a person, wherever it goes. */
  public void asText() {
    current = text;
  }

  /** From now on a line is a JSON object, wherever it goes. */
  public void asJson() {
    current = json;
  }

  /** Writes events in whatever format is wanted by then. */
  LayoutBase<ILoggingEvent> layout() {
    return new LayoutBase<>() {
      @Override
      public String doLayout(ILoggingEvent event) {
        return current.doLayout(event);
      }
    };
  }
}
