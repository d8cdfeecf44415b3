package dev.holdfast.architecture.violation.store.adapters.sqlite;

import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.write.TokenWrites;

final class ClosedStore implements TokenWrites {

  @Override
  public void add(TokenRecord token) {}
}
