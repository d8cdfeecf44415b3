package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.ports.in.TurnRequest.Arrival;
import dev.holdfast.ports.in.TurnRequest.Repetition;
import dev.holdfast.ports.in.TurnRequest.WhenBusy;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads from a request's headers whether it came before, and what it does when others are first.
 */
final class ArrivalHeaders {

  static final String IDEMPOTENCY_KEY = "idempotency-key";
  static final String WHEN_BUSY = TurnHeaders.WHEN_BUSY;

  /** Source: the official SDKs send it with every request, counting from 0. */
  static final String RETRY_COUNT = "x-stainless-retry-count";

  private static final Pattern POSITIVE = Pattern.compile("0*[1-9][0-9]{0,8}");

  private ArrivalHeaders() {}

  /**
   * How a request came.
   *
   * @throws HttpProblem if a header says something unknown
   */
  static Arrival arrival(Exchange exchange, RequestDigest digest) {
    return new Arrival(digest, repetition(exchange), whenBusy(exchange));
  }

  private static Repetition repetition(Exchange exchange) {
    String key = exchange.header(IDEMPOTENCY_KEY);
    if (key.codePointCount(0, key.length()) > Repetition.MAX_KEY_LENGTH) {
      throw HttpProblem.of(
          RequestFault.INVALID_HEADER,
          "The Idempotency-Key is longer than "
              + Repetition.MAX_KEY_LENGTH
              + " characters. Nothing was stored. Send a shorter one, such as a UUID.",
          IDEMPOTENCY_KEY);
    }
    if (!key.isEmpty()) {
      return new Repetition.Named(key);
    }
    return POSITIVE.matcher(exchange.header(RETRY_COUNT)).matches()
        ? new Repetition.SentAgain()
        : new Repetition.None();
  }

  private static WhenBusy whenBusy(Exchange exchange) {
    return switch (exchange.header(WHEN_BUSY).toLowerCase(Locale.ROOT)) {
      case "", "queue" -> WhenBusy.QUEUE;
      case "reject" -> WhenBusy.REJECT;
      default ->
          throw HttpProblem.of(
              RequestFault.INVALID_HEADER, WHEN_BUSY + " must be queue or reject.", WHEN_BUSY);
    };
  }
}
