package dev.holdfast.ports.memory;

import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.write.AuditWrites;
import dev.holdfast.ports.out.write.ControlPlaneTransaction;
import dev.holdfast.ports.out.write.TokenWrites;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An open transaction on the control plane. */
final class ControlPlaneDraft implements ControlPlaneTransaction, TokenWrites, AuditWrites {

  private final List<TokenRecord> tokens;
  private final Set<String> revoked;
  private final List<AuditEntry> audit;
  private long newestAudit;
  private boolean open = true;

  ControlPlaneDraft(ControlPlaneData data) {
    tokens = new ArrayList<>(data.tokens());
    revoked = new HashSet<>(data.revoked());
    audit = new ArrayList<>(data.audit());
    newestAudit = data.newestAudit();
  }

  ControlPlaneData data() {
    return new ControlPlaneData(tokens, revoked, audit, newestAudit);
  }

  void end() {
    open = false;
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
    checkOpen();
    if (tokens.stream().anyMatch(stored -> stored.id().equals(token.id()))) {
      throw InMemoryStore.constraint("A token id is used once.");
    }
    checkUnused(token.hash());
    tokens.add(token);
  }

  @Override
  public Result rotate(String id, TokenHash next, Instant at) {
    checkOpen();
    Optional<TokenRecord> found = valid(id);
    if (found.isEmpty()) {
      return new Result.Missing();
    }
    checkUnused(next);
    TokenRecord old = found.get();
    TokenRecord rotated =
        new TokenRecord(
            old.id(),
            old.name(),
            next,
            old.scope(),
            old.agents(),
            old.keys(),
            old.expiry(),
            old.createdAt(),
            AgentDraft.kept(at));
    tokens.set(tokens.indexOf(old), rotated);
    return new Result.Applied(rotated);
  }

  @Override
  public Result revoke(String id, Instant at) {
    checkOpen();
    Optional<TokenRecord> found = valid(id);
    if (found.isEmpty()) {
      return new Result.Missing();
    }
    revoked.add(id);
    return new Result.Applied(found.get());
  }

  @Override
  public void add(AuditRecord record) {
    checkOpen();
    if (audit.stream().noneMatch(entry -> entry.record().id().equals(record.id()))) {
      newestAudit++;
      audit.add(new AuditEntry(newestAudit, kept(record)));
    }
  }

  @Override
  public int cut(Instant moment, long most, int limit) {
    checkOpen();
    int due =
        (int)
            audit.stream()
                .limit(limit)
                .takeWhile(
                    entry ->
                        entry.record().at().isBefore(moment)
                            || entry.number() <= newestAudit - most)
                .count();
    audit.subList(0, due).clear();
    return due;
  }

  static AuditRecord kept(AuditRecord record) {
    return new AuditRecord(
        record.id(),
        AgentDraft.kept(record.at()),
        record.author(),
        record.operation(),
        record.target(),
        record.outcome(),
        record.request());
  }

  private Optional<TokenRecord> valid(String id) {
    return tokens.stream()
        .filter(token -> token.id().equals(id) && !revoked.contains(id))
        .findFirst();
  }

  private void checkUnused(TokenHash hash) {
    if (tokens.stream().anyMatch(stored -> stored.hash().equals(hash))) {
      throw InMemoryStore.constraint("A token is used once.");
    }
  }

  private void checkOpen() {
    if (!open) {
      throw new IllegalStateException("the transaction is over");
    }
  }
}
