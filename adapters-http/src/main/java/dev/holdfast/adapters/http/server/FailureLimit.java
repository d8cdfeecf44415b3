package dev.holdfast.adapters.http.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts per client address what nobody honest does often, such as showing a wrong token, so that
 * guessing is slow. Any thread may call it.
 */
final class FailureLimit {

  /** A person who pastes a wrong token, or a few programs that use one, stay below it. */
  static final int MAX_FAILURES = 20;

  /** A script that runs four commands a second stays below it. */
  static final int MAX_CHALLENGES = 240;

  /** How long failures count, and so the longest time a client is shut out. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  /** Addresses that are remembered; more than these push out the oldest. */
  private static final int MAX_ADDRESSES = 4_096;

  private static final Failures NONE = new Failures(Instant.EPOCH, 0);

  private final Clock clock;
  private final int max;
  private final Map<String, Failures> byAddress = new LinkedHashMap<>();

  /** Whether anybody failed at all; lets the usual request pass without a lock. */
  private volatile boolean anybody;

  private FailureLimit(Clock clock, int max) {
    this.clock = clock;
    this.max = max;
  }

  /** Of wrong tokens. */
  static FailureLimit ofTokens(Clock clock) {
    return new FailureLimit(clock, MAX_FAILURES);
  }

  /** Of questions for the gateway's identity, right or wrong. */
  static FailureLimit ofChallenges(Clock clock) {
    return new FailureLimit(clock, MAX_CHALLENGES);
  }

  private record Failures(Instant since, int count) {}

  /** How long an address is shut out from now on; zero if it is not. */
  Duration shutOut(String address) {
    if (!anybody) {
      return Duration.ZERO;
    }
    String client = Addresses.client(address);
    Instant now = clock.instant();
    synchronized (byAddress) {
      Failures failures = byAddress.getOrDefault(client, NONE);
      if (failures.count() < max || isOver(failures, now)) {
        return Duration.ZERO;
      }
      return Duration.between(now, failures.since().plus(WINDOW));
    }
  }

  /** Remembers one more. */
  void failed(String address) {
    String client = Addresses.client(address);
    Instant now = clock.instant();
    synchronized (byAddress) {
      Failures before = byAddress.getOrDefault(client, NONE);
      byAddress.remove(client); // what failed last is remembered longest
      byAddress.put(
          client,
          isOver(before, now)
              ? new Failures(now, 1)
              : new Failures(before.since(), before.count() + 1));
      if (byAddress.size() > MAX_ADDRESSES) {
        byAddress.remove(byAddress.keySet().iterator().next());
      }
    }
    anybody = true;
  }

  /** A clock that was set back ends the window too, so that nobody stays shut out. */
  private static boolean isOver(Failures failures, Instant now) {
    return now.isBefore(failures.since()) || !now.isBefore(failures.since().plus(WINDOW));
  }
}
