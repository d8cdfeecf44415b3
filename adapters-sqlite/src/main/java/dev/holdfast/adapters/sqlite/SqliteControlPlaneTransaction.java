package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.write.ControlPlaneTransaction;
import dev.holdfast.ports.out.write.TokenWrites;
import java.sql.SQLException;

/** One change's view of the control plane. */
final class SqliteControlPlaneTransaction implements ControlPlaneTransaction {

  private final ControlPlane plane;
  private final Span span = new Span();

  SqliteControlPlaneTransaction(ControlPlane plane) {
    this.plane = plane;
  }

  @Override
  public TokenWrites tokens() {
    return token -> span.during(() -> add(token));
  }

  void end() {
    span.end();
  }

  private int add(TokenRecord token) {
    try {
      return plane.addToken(token);
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }
}
