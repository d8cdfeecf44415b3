package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.TurnFacts;
import org.slf4j.MDC;

/**
 * Which request, session and turn the log lines of a thread belong to. Whoever begins it on a
 * thread ends it there, so that a thread never speaks for a request that is over.
 */
final class LogContext {

  private static final String REQUEST = "request_id";
  private static final String SESSION_KEY = "session_key";
  private static final String SESSION = "session_id";
  private static final String TURN = "turn_id";

  private LogContext() {}

  /** This thread works for a request from now on. */
  static void begin(RequestId request) {
    MDC.put(REQUEST, request.value());
  }

  /** The request has become a turn, on this thread. */
  static void turn(TurnFacts facts) {
    MDC.put(TURN, facts.turn().value());
    switch (facts.scope()) {
      case TurnScope.Keyed(SessionKey key, SessionId session) -> {
        MDC.put(SESSION_KEY, key.value());
        MDC.put(SESSION, session.value());
      }
      case TurnScope.Unlisted(SessionId session) -> MDC.put(SESSION, session.value());
      case TurnScope.Stateless() -> {}
    }
  }

  /** This thread works for nobody any more. */
  static void end() {
    MDC.clear();
  }
}
