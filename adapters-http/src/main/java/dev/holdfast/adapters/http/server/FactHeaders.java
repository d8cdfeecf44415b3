package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.TurnFacts;
import java.util.Locale;

/** Tells in response headers what is known of a turn. */
final class FactHeaders {

  /** On what was told before, when the same request came first. */
  static final String REPLAYED = "idempotency-replayed";

  private FactHeaders() {}

  /** Sets the headers; they must not have left yet. */
  static void set(Exchange exchange, TurnFacts facts) {
    exchange.setHeader(TurnHeaders.TURN, facts.turn().value());
    exchange.setHeader(TurnHeaders.ROUTE, facts.route().reference());
    switch (facts.scope()) {
      case TurnScope.Keyed(SessionKey key, SessionId session) -> {
        exchange.setHeader(TurnHeaders.KEY, key.value());
        exchange.setHeader(TurnHeaders.SESSION, session.value());
        exchange.setHeader(TurnHeaders.HISTORY, facts.history().name().toLowerCase(Locale.ROOT));
      }
      case TurnScope.Unlisted _, TurnScope.Stateless() -> {}
    }
  }
}
