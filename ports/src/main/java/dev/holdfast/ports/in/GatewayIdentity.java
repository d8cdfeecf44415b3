package dev.holdfast.ports.in;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.GatewayNonce;
import dev.holdfast.domain.token.GatewayProof;
import dev.holdfast.domain.token.TokenHint;

/**
 * Proves to whoever has a token that this process is the gateway which the token is of. Any thread
 * may call it.
 */
public interface GatewayIdentity {

  /**
   * Answers a challenge, in a time that does not tell whether the token is known.
   *
   * @param token says which token the proof shall be keyed with; one that no token of the store has
   *     is answered like any other, with a proof that proves nothing
   */
  Answer prove(GatewayNonce nonce, TokenHint token);

  /** Whether what a request is meant for is what this gateway works on. */
  Comparison compare(String storeId);

  /** What a challenge is answered with. */
  sealed interface Answer {

    /**
     * The proof and what it is of.
     *
     * @param url where the gateway listens, as its record tells it
     */
    record Proven(StoreId store, String url, GatewayProof proof) implements Answer {}

    /** The store is not open yet, so there is nothing to prove. */
    record NotYet() implements Answer {}
  }

  /** What a comparison came to. */
  sealed interface Comparison {

    record Same() implements Comparison {}

    /** The gateway works on this store, or on none yet. */
    record Other(String store) implements Comparison {}
  }
}
