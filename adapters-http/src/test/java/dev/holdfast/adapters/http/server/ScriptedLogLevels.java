package dev.holdfast.adapters.http.server;

import dev.holdfast.ports.in.LogLevels;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.out.env.LogControl.Level;

/** The log as the use cases behind the server would tell it. */
final class ScriptedLogLevels implements LogLevels {

  private volatile boolean bound;

  /** From now on every caller is bound. */
  void bind() {
    bound = true;
  }

  @Override
  public Reading level(Requester by, String logger) {
    if (bound) {
      return new Reading.BeyondBinding();
    }
    return logger.equals("no name") ? new Reading.NoLogger() : new Reading.At(logger, Level.INFO);
  }

  @Override
  public Setting set(Requester by, String logger, Level level) {
    if (bound) {
      return new Setting.BeyondBinding();
    }
    return switch (logger) {
      case "no name" -> new Setting.NoLogger();
      case "org.library" -> new Setting.TooMuch(Level.INFO);
      default -> new Setting.Set(logger, level);
    };
  }
}
