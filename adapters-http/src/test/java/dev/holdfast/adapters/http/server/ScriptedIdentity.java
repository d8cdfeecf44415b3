package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.GatewayNonce;
import dev.holdfast.domain.token.GatewayProof;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenHint;
import dev.holdfast.ports.in.GatewayIdentity;

/** A gateway with one store and any token, whose hash is that of its hint. */
final class ScriptedIdentity implements GatewayIdentity {

  static final StoreId STORE = new StoreId("store-1");
  static final String URL = "http://127.0.0.1:18790";

  private volatile boolean starting;

  /** From now on the store is not open. */
  void start() {
    starting = true;
  }

  static GatewayProof proof(String nonce, String hint) {
    return GatewayProof.of(TokenHash.of(hint), new GatewayNonce(nonce), STORE, URL);
  }

  @Override
  public Answer prove(GatewayNonce nonce, TokenHint token) {
    return starting
        ? new Answer.NotYet()
        : new Answer.Proven(STORE, URL, proof(nonce.hex(), token.hex()));
  }

  @Override
  public Comparison compare(String storeId) {
    return storeId.equals(STORE.value())
        ? new Comparison.Same()
        : new Comparison.Other(STORE.value());
  }
}
