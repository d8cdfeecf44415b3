package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.control.Tables.AGENTS;
import static dev.holdfast.adapters.sqlite.jooq.control.Tables.AUDIT;
import static dev.holdfast.adapters.sqlite.jooq.control.Tables.BLOCKED_PROVIDERS;
import static dev.holdfast.adapters.sqlite.jooq.control.Tables.FORMER_IDENTITIES;
import static dev.holdfast.adapters.sqlite.jooq.control.Tables.STORE_IDENTITY;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.env.StorePlace;
import dev.holdfast.ports.out.read.ControlPlaneReads.AgentDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be read and changed in the control plane on one connection. */
final class ControlPlane {

  private static final long SINGLETON = 1;

  private final KeptStatement identity;
  private final KeptStatement setIdentity;
  private final KeptStatement giveUpIdentity;
  private final KeptStatement renewIdentity;
  private final KeptStatement probe;
  private final KeptStatement agents;
  private final KeptStatement addAgent;
  private final KeptStatement tokens;
  private final KeptStatement tokenById;
  private final KeptStatement addToken;
  private final KeptStatement rotateToken;
  private final KeptStatement revokeToken;
  private final KeptStatement addAudit;
  private final KeptStatement auditPage;
  private final OldEnd oldAudit;
  private final BlockedProviders blocked;
  private final StorePlaces places;

  ControlPlane(Connection connection) {
    identity =
        new KeptStatement(
            connection, () -> Sql.DSL_CONTEXT.select(STORE_IDENTITY.STORE_ID).from(STORE_IDENTITY));
    setIdentity =
        new KeptStatement(
            connection,
            () ->
                Sql.insert(
                    STORE_IDENTITY,
                    STORE_IDENTITY.SINGLETON,
                    STORE_IDENTITY.STORE_ID,
                    STORE_IDENTITY.CREATED_AT_MICROS,
                    STORE_IDENTITY.LAST_PROBE_AT_MICROS));
    giveUpIdentity =
        new KeptStatement(
            connection,
            () ->
                Sql.insert(
                    FORMER_IDENTITIES,
                    FORMER_IDENTITIES.STORE_ID,
                    FORMER_IDENTITIES.GIVEN_UP_AT_MICROS));
    renewIdentity =
        new KeptStatement(
            connection,
            () ->
                Sql.DSL_CONTEXT
                    .update(STORE_IDENTITY)
                    .set(STORE_IDENTITY.STORE_ID, bound(STORE_IDENTITY.STORE_ID)));
    probe =
        new KeptStatement(
            connection,
            () ->
                Sql.DSL_CONTEXT
                    .update(STORE_IDENTITY)
                    .set(
                        STORE_IDENTITY.LAST_PROBE_AT_MICROS,
                        bound(STORE_IDENTITY.LAST_PROBE_AT_MICROS)));
    agents =
        new KeptStatement(
            connection,
            () ->
                Sql.DSL_CONTEXT
                    .select(AGENTS.AGENT_ID, AGENTS.DATABASE_PATH)
                    .from(AGENTS)
                    .orderBy(AGENTS.AGENT_ID));
    addAgent =
        new KeptStatement(
            connection,
            () ->
                Sql.insert(
                    AGENTS, AGENTS.AGENT_ID, AGENTS.DATABASE_PATH, AGENTS.CREATED_AT_MICROS));
    tokens = new KeptStatement(connection, TokenRows::valid);
    tokenById = new KeptStatement(connection, TokenRows::validById);
    addToken = new KeptStatement(connection, TokenRows::insert);
    rotateToken = new KeptStatement(connection, TokenRows::rotate);
    revokeToken = new KeptStatement(connection, TokenRows::revoke);
    addAudit = new KeptStatement(connection, AuditRows::insert);
    auditPage = new KeptStatement(connection, AuditRows::page);
    oldAudit = new OldEnd(connection, AUDIT, AUDIT.AUDIT_NUMBER, AUDIT.AT_MICROS);
    blocked = new BlockedProviders(connection, BLOCKED_PROVIDERS, BLOCKED_PROVIDERS.LEGACY_ID);
    places = new StorePlaces(connection);
  }

  StoreId identity() throws SQLException {
    return new StoreId(
        identity
            .first(Row::text)
            .orElseThrow(() -> new SQLException("the store has lost its identity")));
  }

  /** Gives a new store its identity. */
  int setIdentity(StoreId id, Instant at) throws SQLException {
    return setIdentity.update(SINGLETON, id.value(), Micros.of(at), Micros.of(at));
  }

  /** Gives the store another identity and keeps the former one. */
  void renewIdentity(StoreId former, StoreId next, Instant at) throws SQLException {
    giveUpIdentity.update(former.value(), Micros.of(at));
    renewIdentity.update(next.value());
  }

  /** Writes something, so that a commit is one. */
  int probe(Instant at) throws SQLException {
    return probe.update(Micros.of(at));
  }

  List<AgentDatabase> agents() throws SQLException {
    return agents.all(row -> new AgentDatabase(new AgentId(row.text()), row.text()));
  }

  int addAgent(AgentDatabase agent, Instant at) throws SQLException {
    return addAgent.update(agent.agent().value(), agent.relativePath(), Micros.of(at));
  }

  List<TokenRecord> tokens() throws SQLException {
    return tokens.all(TokenRows::read);
  }

  int addToken(TokenRecord token) throws SQLException {
    return addToken.update(TokenRows.values(token));
  }

  /** Gives a token another hash; empty if there is none that was not revoked. */
  Optional<TokenRecord> rotateToken(String id, TokenHash next, Instant at) throws SQLException {
    rotateToken.update(next.hex(), Micros.of(at), id);
    return tokenById.first(TokenRows::read, id);
  }

  /** Ends a token; empty if there is none that was not revoked. */
  Optional<TokenRecord> revokeToken(String id, Instant at) throws SQLException {
    Optional<TokenRecord> token = tokenById.first(TokenRows::read, id);
    revokeToken.update(Micros.of(at), id);
    return token;
  }

  int addAudit(AuditRecord record) throws SQLException {
    return addAudit.update(AuditRows.values(record));
  }

  int cutAudit(Instant moment, long most, int limit) throws SQLException {
    return oldAudit.cut(moment, most, limit);
  }

  List<AuditEntry> audit(long before, long limit) throws SQLException {
    return auditPage.all(AuditRows::read, before, limit);
  }

  /** Where the store was opened for writing, the last place first. */
  List<StorePlace> places() throws SQLException {
    return places.all();
  }

  /** Takes down that the store is opened for writing. */
  int opened(String home, Instant at) throws SQLException {
    return places.opened(identity(), home, at);
  }

  int block(Set<String> providers) throws SQLException {
    return blocked.set(providers);
  }
}
