package dev.holdfast.ports.out.write;

import dev.holdfast.domain.token.TokenRecord;

/** Writes tokens. */
public interface TokenWrites {

  /** Adds a token; its id must be new. */
  void add(TokenRecord token);
}
