package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.write.AuditWrites;
import dev.holdfast.ports.out.write.ControlPlaneTransaction;
import dev.holdfast.ports.out.write.TokenWrites;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** One change's view of the control plane. */
final class SqliteControlPlaneTransaction
    implements ControlPlaneTransaction, TokenWrites, AuditWrites {

  private final ControlPlane plane;
  private final Span span = new Span();

  SqliteControlPlaneTransaction(ControlPlane plane) {
    this.plane = plane;
  }

  @Override
  public TokenWrites tokens() {
    return this;
  }

  @Override
  public AuditWrites audit() {
    return this;
  }

  @Override
  public void add(TokenRecord token) {
    write(() -> plane.addToken(token));
  }

  @Override
  public Result rotate(String id, TokenHash next, Instant at) {
    return write(() -> result(plane.rotateToken(id, next, at)));
  }

  @Override
  public Result revoke(String id, Instant at) {
    return write(() -> result(plane.revokeToken(id, at)));
  }

  @Override
  public void add(AuditRecord record) {
    write(() -> plane.addAudit(record));
  }

  @Override
  public int cut(Instant moment, long most, int limit) {
    return write(() -> plane.cutAudit(moment, most, limit));
  }

  void end() {
    span.end();
  }

  /** A statement of this change. */
  private interface Statement<R> {
    R execute() throws SQLException;
  }

  private <R> R write(Statement<R> statement) {
    return span.during(
        () -> {
          try {
            return statement.execute();
          } catch (SQLException e) {
            throw Failures.ofWrite(e);
          }
        });
  }

  private static Result result(Optional<TokenRecord> changed) {
    return changed.<Result>map(Result.Applied::new).orElseGet(Result.Missing::new);
  }
}
