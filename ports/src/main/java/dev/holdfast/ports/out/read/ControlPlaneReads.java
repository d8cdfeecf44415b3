package dev.holdfast.ports.out.read;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.TokenRecord;
import java.util.List;

/** Reads the control plane; the guarantees of {@link SessionReads} hold here too. */
public interface ControlPlaneReads {

  /** The store's identity. */
  StoreId storeId();

  /** Every token that was not revoked, expired ones included. */
  List<TokenRecord> tokens();

  /** The registered agents, by name. */
  List<AgentDatabase> agents();

  /**
   * A page of audit rows, newest first.
   *
   * @param before only rows of lower numbers; {@link Long#MAX_VALUE} for the newest
   * @param limit at most this many, 1 to 1000
   */
  AuditPage audit(long before, int limit);

  /** Some audit rows, and whether there are older ones. */
  record AuditPage(List<AuditEntry> entries, boolean more) {
    public AuditPage {
      entries = List.copyOf(entries);
    }
  }

  /**
   * An agent and where its data is.
   *
   * @param relativePath the database file, relative to the home, with slashes
   */
  record AgentDatabase(AgentId agent, String relativePath) {}
}
