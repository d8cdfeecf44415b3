package dev.holdfast.app.usecase;

import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenHint;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.in.Callers;
import dev.holdfast.ports.in.Revocations;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Proves callers by the hash of their token, and tells when one is proven no more.
 *
 * <p>The tokens are held in memory: only the process that holds the home's lock changes them, and
 * it says so through {@link #take}.
 */
final class CallerService implements Callers, Revocations {

  private final ControlPlaneReads reads;
  private final Clock clock;
  private final Map<Long, Watcher> watchers = new ConcurrentHashMap<>();
  private final AtomicLong nextWatch = new AtomicLong();
  private volatile List<TokenRecord> tokens = List.of();

  @Inject
  CallerService(ControlPlaneReads reads, Clock clock) {
    this.reads = reads;
    this.clock = clock;
  }

  /**
   * Takes over what the store holds now.
   *
   * @return how many tokens there are
   */
  int reload() {
    take(reads.tokens());
    return tokens.size();
  }

  /** Takes over the tokens as they are now, and tells of each whose text before is over. */
  void take(List<TokenRecord> now) {
    List<TokenRecord> before = tokens;
    tokens = List.copyOf(now);
    before.stream()
        .filter(token -> !knows(token.hash()))
        .forEach(over -> watchers.values().forEach(watcher -> watcher.revoked(over.id())));
  }

  /** Whether a token of this hash was stored, expired or not. */
  boolean knows(TokenHash hash) {
    return tokens.stream().anyMatch(token -> token.hash().equals(hash));
  }

  /**
   * The token that a hint means, expired or not, in a time that does not tell whether there is one.
   *
   * @param otherwise what a hint stands for that means no token
   */
  TokenHash hintedAt(TokenHint hint, TokenHash otherwise) {
    TokenHash found = otherwise;
    for (TokenRecord known : tokens) {
      found = TokenHint.at(known.hash()).isSameAs(hint) ? known.hash() : found;
    }
    return found;
  }

  @Override
  public Authentication authenticate(String token) {
    byte[] presented = TokenHash.of(token).hex().getBytes(StandardCharsets.US_ASCII);
    Authentication found = new Authentication.Unknown();
    for (TokenRecord known : tokens) {
      // Every token is compared, so that the time does not tell which one was near.
      boolean same =
          MessageDigest.isEqual(presented, known.hash().hex().getBytes(StandardCharsets.US_ASCII));
      if (same && known.expiry().holdsAt(clock.instant())) {
        found = new Authentication.Known(Caller.of(known));
      }
    }
    return found;
  }

  @Override
  public Watch watch(Watcher watcher) {
    long number = nextWatch.incrementAndGet();
    watchers.put(number, watcher);
    return () -> watchers.remove(number);
  }
}
