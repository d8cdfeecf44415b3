package dev.holdfast.adapters.http.server;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line for each request that was answered. A path may hold a session key, as the ids of a line
 * do; a query is never shown, since somebody might have put a token there.
 */
final class AccessLog {

  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

  /** No path of ours is longer, and a log is no place for what somebody makes up. */
  private static final int MAX_PATH_CHARACTERS = 1_000;

  /** From this status on a request was turned down. */
  private static final int LEAST_ERROR = 400;

  private AccessLog() {}

  /** Writes the line: at INFO, but at DEBUG for probes without a token that went well. */
  static void answered(Exchange exchange, int status, Duration took) {
    boolean probe = exchange.caller().isEmpty() && status < LEAST_ERROR;
    Level level = probe ? Level.DEBUG : Level.INFO;
    if (!log.isEnabledForLevel(level)) {
      return;
    }
    String method = exchange.request().getMethod();
    String path = bounded(exchange.request().getRequestURI());
    log.atLevel(level)
        .addKeyValue("method", method)
        .addKeyValue("path", path)
        .addKeyValue("status", status)
        .addKeyValue("duration_ms", took.toMillis())
        .addKeyValue("token", exchange.caller())
        .log(
            "{} {} {} in {} ms for {}",
            method,
            path,
            status,
            took.toMillis(),
            exchange.caller().isEmpty() ? "nobody known" : exchange.caller());
  }

  private static String bounded(String path) {
    return path.length() <= MAX_PATH_CHARACTERS
        ? path
        : path.substring(0, MAX_PATH_CHARACTERS) + "…";
  }
}
