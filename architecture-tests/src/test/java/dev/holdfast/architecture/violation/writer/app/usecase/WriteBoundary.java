package dev.holdfast.architecture.violation.writer.app.usecase;

import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.write.WriteTransactions;

record WriteBoundary(WriteTransactions transactions) {

  boolean add(TokenRecord token) {
    return transactions.inControlPlane(
        transaction -> {
          transaction.tokens().add(token);
          return true;
        });
  }
}
