package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.adapters.http.json.MemberKind;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.LogLevels;
import dev.holdfast.ports.in.LogLevels.Reading;
import dev.holdfast.ports.in.LogLevels.Setting;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.out.env.LogControl.Level;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Answers what is asked of the log. */
final class LogLevelEndpoint {

  static final String LOGGER = "logger";

  private static final String LEVEL = "level";
  private static final Map<String, MemberKind> MEMBERS =
      Map.of(LOGGER, MemberKind.STRING, LEVEL, MemberKind.STRING);

  private final ManagementBodies bodies;
  private final LogLevels levels;

  @Inject
  LogLevelEndpoint(ManagementBodies bodies, LogLevels levels) {
    this.bodies = bodies;
    this.levels = levels;
  }

  /** Answers {@code GET /api/log/level}. */
  void show(Exchange exchange, Caller caller) throws IOException {
    Requester by = new Requester(caller, exchange.id());
    switch (levels.level(by, orProgram(exchange.query(LOGGER)))) {
      case Reading.At(String logger, Level level) -> tell(exchange, logger, level);
      case Reading.NoLogger() -> throw noLogger(RequestFault.INVALID_QUERY);
      case Reading.BeyondBinding() -> throw beyondBinding();
    }
  }

  /** Answers {@code PUT /api/log/level}. */
  void set(Exchange exchange, Caller caller) throws IOException {
    Requester by = new Requester(caller, exchange.id());
    MemberMap body = bodies.read(exchange, MEMBERS);
    Level wanted = level(body.requiredText(LEVEL));
    switch (levels.set(by, orProgram(body.text(LOGGER)), wanted)) {
      case Setting.Set(String logger, Level level) -> tell(exchange, logger, level);
      case Setting.TooMuch(Level most) ->
          throw HttpProblem.of(
              RequestFault.INVALID_VALUE,
              "A library that says more than "
                  + word(most)
                  + " writes tokens down. Nothing was changed.",
              LEVEL);
      case Setting.NoLogger() -> throw noLogger(RequestFault.INVALID_VALUE);
      case Setting.BeyondBinding() -> throw beyondBinding();
    }
  }

  private static String orProgram(String logger) {
    return logger.isBlank() ? LogLevels.PROGRAM : logger.strip();
  }

  private static Level level(String text) {
    return Arrays.stream(Level.values())
        .filter(level -> word(level).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                HttpProblem.of(
                    RequestFault.INVALID_VALUE,
                    "'level' must be error, warn, info, debug or trace. Nothing was changed.",
                    LEVEL));
  }

  private static void tell(Exchange exchange, String logger, Level level) throws IOException {
    JsonText json = new JsonText().raw("{\"object\":\"log_level\",\"logger\":").string(logger);
    json.raw(",\"level\":").string(word(level)).raw("}");
    exchange.answer(HttpServletResponse.SC_OK, json.bytes());
  }

  private static String word(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  private static HttpProblem noLogger(RequestFault fault) {
    return HttpProblem.of(
        fault,
        "'logger' must be the name of a package or class, such as " + LogLevels.PROGRAM + ".",
        LOGGER);
  }

  private static HttpProblem beyondBinding() {
    return HttpProblem.of(
        ManagementFault.BEYOND_BINDING,
        "The token is bound to an agent or to sessions, and the log is of the whole gateway."
            + " Nothing was done. Use a token that is not bound.");
  }
}
