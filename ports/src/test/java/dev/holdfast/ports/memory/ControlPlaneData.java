package dev.holdfast.ports.memory;

import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.token.TokenRecord;
import java.util.List;
import java.util.Set;

/**
 * What the control plane holds at one moment; a commit replaces it whole.
 *
 * @param tokens revoked ones included, in the order they were added
 * @param revoked the ids of those that were revoked
 * @param newestAudit the newest number that an audit row was given, also if it is gone
 */
record ControlPlaneData(
    List<TokenRecord> tokens, Set<String> revoked, List<AuditEntry> audit, long newestAudit) {

  static final ControlPlaneData EMPTY = new ControlPlaneData(List.of(), Set.of(), List.of(), 0);

  ControlPlaneData {
    tokens = List.copyOf(tokens);
    revoked = Set.copyOf(revoked);
    audit = List.copyOf(audit);
  }

  List<TokenRecord> valid() {
    return tokens.stream().filter(token -> !revoked.contains(token.id())).toList();
  }
}
