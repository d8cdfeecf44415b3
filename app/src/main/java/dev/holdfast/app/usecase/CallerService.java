package dev.holdfast.app.usecase;

import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.in.Callers;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;

/**
 * Proves callers by the hash of their token.
 *
 * <p>The tokens are held in memory: only the process that holds the home's lock changes them, and
 * it says so through {@link #reload}.
 */
final class CallerService implements Callers {

  private final ControlPlaneReads reads;
  private final Clock clock;
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
    tokens = List.copyOf(reads.tokens());
    return tokens.size();
  }

  /** Whether a token of this hash was stored, expired or not. */
  boolean knows(TokenHash hash) {
    return tokens.stream().anyMatch(token -> token.hash().equals(hash));
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
}
