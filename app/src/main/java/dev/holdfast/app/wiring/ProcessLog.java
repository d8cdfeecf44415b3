package dev.holdfast.app.wiring;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.logging.LogOutput;
import dev.holdfast.app.logging.LogSecrets;
import dev.holdfast.app.logging.LoggerLevels;
import dev.holdfast.ports.in.LogLevels;
import dev.holdfast.ports.out.env.LogControl;

/** The log of this process, as its configuration and its operator want it. */
final class ProcessLog implements LogControl {

  /** Has the program say what it does: it goes on for long, and mostly nobody watches. */
  static void ofGateway() {
    LoggerLevels.ofThisProcess().set(LogLevels.PROGRAM, "INFO");
  }

  /** Has the log look as a configuration wants it, and show none of its secrets. */
  static void suit(Configuration configuration) {
    SettingsOf.secrets(configuration)
        .forEach(secret -> LogSecrets.ofThisProcess().hide(secret.reveal()));
    LogOutput output = LogOutput.ofThisProcess();
    switch (configuration.gateway().logFormat()) {
      case AUTO -> output.asUsual();
      case TEXT -> output.asText();
      case JSON -> output.asJson();
    }
  }

  @Override
  public Level level(String logger) {
    return switch (LoggerLevels.ofThisProcess().level(logger)) {
      case "ERROR", "OFF" -> Level.ERROR;
      case "WARN" -> Level.WARN;
      case "INFO" -> Level.INFO;
      case "DEBUG" -> Level.DEBUG;
      default -> Level.TRACE;
    };
  }

  @Override
  public void set(String logger, Level level) {
    LoggerLevels.ofThisProcess().set(logger, level.name());
  }
}
