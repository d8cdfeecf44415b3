package dev.holdfast.app.usecase;

import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.turn.FailureCause;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the last call of each provider ended, as far as this process knows; nothing of what was said.
 * Any thread may call it.
 */
final class LastCalls {

  private static final String NONE = "not called yet";

  private final Map<ProviderId, Call> calls = new ConcurrentHashMap<>();
  private final Clock clock;

  @Inject
  LastCalls(Clock clock) {
    this.clock = clock;
  }

  private record Call(String outcome, Instant at) {}

  /** The provider gave a whole answer. */
  void answered(ProviderId provider) {
    calls.put(provider, new Call("answered", clock.instant()));
  }

  /** The provider gave none. */
  void failed(ProviderId provider, FailureCause cause) {
    calls.put(provider, new Call(cause.name().toLowerCase(Locale.ROOT), clock.instant()));
  }

  /** The last call in words, for an operator. */
  String describe(ProviderId provider) {
    Call last = calls.get(provider);
    return last == null
        ? NONE
        : last.outcome() + " at " + last.at().truncatedTo(ChronoUnit.SECONDS);
  }
}
