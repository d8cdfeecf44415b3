package dev.holdfast.architecture.violation.store.app.usecase;

import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.write.TokenWrites;

final class SecondStore implements TokenWrites {

  @Override
  public void add(TokenRecord token) {}
}
