package dev.holdfast.ports.out.env;

/** The log of this process. Any thread may call it. */
public interface LogControl {

  /** From which level on a logger of a name says something, by itself or by one above it. */
  Level level(String logger);

  /** Sets it for this logger and those below it that have none of their own. */
  void set(String logger, Level level);

  /** How much is said, the least first. */
  enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }
}
