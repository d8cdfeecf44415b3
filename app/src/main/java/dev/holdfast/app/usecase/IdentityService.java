package dev.holdfast.app.usecase;

import dev.holdfast.domain.token.GatewayNonce;
import dev.holdfast.domain.token.GatewayProof;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenHint;
import dev.holdfast.ports.in.GatewayIdentity;
import jakarta.inject.Inject;

/** Proves this gateway with the hashes of its tokens. */
final class IdentityService implements GatewayIdentity {

  private final Lifecycle lifecycle;
  private final CallerService callers;

  /** Never told: makes the proofs for tokens that are not there. */
  private final String secret;

  @Inject
  IdentityService(Lifecycle lifecycle, CallerService callers, RandomIds ids) {
    this.lifecycle = lifecycle;
    this.callers = callers;
    this.secret = ids.newSecret();
  }

  @Override
  public Answer prove(GatewayNonce nonce, TokenHint token) {
    return lifecycle
        .place()
        .<Answer>map(
            place -> {
              TokenHash unknown = TokenHash.of(secret + token.hex());
              TokenHash key = callers.hintedAt(token, unknown);
              return new Answer.Proven(
                  place.store(),
                  place.url(),
                  GatewayProof.of(key, nonce, place.store(), place.url()));
            })
        .orElseGet(Answer.NotYet::new);
  }

  @Override
  public Comparison compare(String storeId) {
    String own = lifecycle.store();
    return own.equals(storeId) ? new Comparison.Same() : new Comparison.Other(own);
  }
}
