package dev.holdfast.app.usecase;

import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.ports.in.LogLevels;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.out.env.LogControl;
import dev.holdfast.ports.out.env.LogControl.Level;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Changes what is logged. Only the program's own loggers say how it does what it does: what others
 * would say below {@link #MOST_OF_OTHERS} holds headers of requests, and so tokens that are known
 * here by their hash only and cannot be taken out.
 */
final class LogLevelService implements LogLevels {

  static final Level MOST_OF_OTHERS = Level.INFO;

  /** What a class or a package may be called. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$.]{1,200}");

  private final LogControl log;
  private final AuditService audit;

  @Inject
  LogLevelService(LogControl log, AuditService audit) {
    this.log = log;
    this.audit = audit;
  }

  @Override
  public Reading level(Requester by, String logger) {
    if (!by.caller().isUnbound()) {
      return new Reading.BeyondBinding();
    }
    return isName(logger) ? new Reading.At(logger, log.level(logger)) : new Reading.NoLogger();
  }

  @Override
  public Setting set(Requester by, String logger, Level level) {
    String asked = logger + " " + level.name().toLowerCase(Locale.ROOT);
    if (!by.caller().isUnbound()) {
      refused(by, asked, "beyond_binding");
      return new Setting.BeyondBinding();
    }
    if (!isName(logger)) {
      refused(by, asked, "no_logger");
      return new Setting.NoLogger();
    }
    if (!isOurs(logger) && level.compareTo(MOST_OF_OTHERS) > 0) {
      refused(by, asked, "too_much");
      return new Setting.TooMuch(MOST_OF_OTHERS);
    }
    log.set(logger, level);
    audit.made(by, AuditOperation.LOG_LEVEL, new AuditTarget.OfHome(asked));
    return new Setting.Set(logger, level);
  }

  private static boolean isName(String logger) {
    return NAME.matcher(logger).matches();
  }

  private static boolean isOurs(String logger) {
    return logger.equals(PROGRAM) || logger.startsWith(PROGRAM + ".");
  }

  private void refused(Requester by, String asked, String reason) {
    audit.refused(by, AuditOperation.LOG_LEVEL, AuditTarget.asked(asked), reason);
  }
}
