package dev.holdfast.ports.contract;

import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;

/** Tokens that contracts are told with. */
final class Tokens {

  private Tokens() {}

  /** An admin's token. */
  static TokenRecord token(String id) {
    return token(id, Scope.ADMIN, new AgentBinding.Any(), new KeyBinding.Any(), new Expiry.Never());
  }

  /** Any token. */
  static TokenRecord token(
      String id, Scope scope, AgentBinding agents, KeyBinding keys, Expiry expiry) {
    return new TokenRecord(
        "token-" + id,
        "name of " + id,
        new TokenHash("%064x".formatted(id.hashCode())),
        scope,
        agents,
        keys,
        expiry,
        Samples.at(5),
        Samples.at(5));
  }
}
