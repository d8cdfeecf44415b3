package dev.holdfast.architecture.violation.writer.app.usecase;

import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.write.ControlPlaneTransaction;
import dev.holdfast.ports.out.write.WriteTransactions;

record Shortcut(WriteTransactions transactions) {

  boolean add(TokenRecord token) {
    return transactions.inControlPlane(transaction -> add(transaction, token));
  }

  private static boolean add(ControlPlaneTransaction transaction, TokenRecord token) {
    transaction.tokens().add(token);
    return true;
  }
}
