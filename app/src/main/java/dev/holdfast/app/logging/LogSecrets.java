package dev.holdfast.app.logging;

import ch.qos.logback.classic.LoggerContext;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The values that no log line may show, wherever in a message, an exception or its stack trace they
 * come from. Any thread may call it.
 *
 * <p>A value is looked for as it is; one that was encoded on its way into the log is not found.
 */
public final class LogSecrets {

  /**
   * The shortest value that is looked for, in characters. Shorter ones, such as the {@code none}
   * that a local model server takes for a key, occur in ordinary words: taking them out would make
   * the log unreadable and, by what is missing, tell them.
   */
  static final int SHORTEST = 8;

  private static final String STAND_IN = "[redacted]";

  private static final String NAME = LogSecrets.class.getName();

  /** Longest first, so that of a value within another nothing is left. */
  private volatile List<String> values = List.of();

  LogSecrets() {}

  /** What the log of this process hides. */
  public static LogSecrets ofThisProcess() {
    return of((LoggerContext) LoggerFactory.getILoggerFactory());
  }

  /** What a log hides: kept with it, because logback makes its parts before anybody can ask. */
  static LogSecrets of(LoggerContext context) {
    return (LogSecrets) context.getObject(NAME);
  }

  void attachTo(LoggerContext context) {
    context.putObject(NAME, this);
  }

  /** From now on this value is not shown, unless it is too short. */
  public synchronized void hide(String value) {
    if (value.length() < SHORTEST) {
      return;
    }
    values =
        Stream.concat(values.stream(), Stream.of(value))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The text without hidden values. */
  String hidden(String text) {
    String safe = text;
    for (String value : values) {
      safe = safe.replace(value, STAND_IN);
    }
    return safe;
  }
}
