package dev.holdfast.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** How much the loggers of this process say; may change while it runs. Any thread may call it. */
public final class LoggerLevels {

  private final LoggerContext context;

  LoggerLevels(LoggerContext context) {
    this.context = context;
  }

  /** Those of this process. */
  public static LoggerLevels ofThisProcess() {
    return new LoggerLevels((LoggerContext) LoggerFactory.getILoggerFactory());
  }

  /** From which level on a logger says something, by its name. Asking makes no logger. */
  public String level(String logger) {
    String name = logger;
    Logger known = context.exists(name);
    while (known == null && name.indexOf('.') >= 0) {
      name = name.substring(0, name.lastIndexOf('.'));
      known = context.exists(name);
    }
    Logger found = known == null ? context.getLogger(Logger.ROOT_LOGGER_NAME) : known;
    return found.getEffectiveLevel().levelStr;
  }

  /**
   * Sets it.
   *
   * @param level one that {@link #level} may give
   */
  public void set(String logger, String level) {
    context.getLogger(logger).setLevel(Level.valueOf(level));
  }
}
