package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.BLOCKED_PROVIDERS;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.ports.out.write.AuditOutboxWrites;
import dev.holdfast.ports.out.write.ChangeWrites;
import dev.holdfast.ports.out.write.IdempotencyWrites;
import dev.holdfast.ports.out.write.ResponseWrites;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.TranscriptWrites;
import dev.holdfast.ports.out.write.TurnWrites;
import java.sql.Connection;

/**
 * What can be changed in an agent's database on its writer's connection.
 *
 * @param blocked the provider ids that its triggers refuse
 * @param takeovers of the change that runs
 */
record AgentWrites(
    SessionWrites sessions,
    TranscriptWrites transcripts,
    TurnWrites turns,
    ResponseWrites responses,
    IdempotencyWrites idempotency,
    ChangeWrites changes,
    AuditOutboxWrites auditOutbox,
    BlockedProviders blocked,
    Takeovers takeovers) {

  static AgentWrites on(AgentId agent, RouteCanonicalizer routes, Connection connection) {
    EventSequences sequences = new EventSequences(connection);
    Takeovers takeovers = new Takeovers();
    return new AgentWrites(
        new SqliteSessionWrites(new SessionRows(agent, routes), sequences, connection),
        new SqliteTranscriptWrites(sequences, connection),
        new SqliteTurnWrites(takeovers, connection),
        new SqliteResponseWrites(sequences, connection),
        new SqliteIdempotencyWrites(connection),
        new SqliteChangeWrites(connection),
        new SqliteAuditOutboxWrites(connection),
        new BlockedProviders(connection, BLOCKED_PROVIDERS, BLOCKED_PROVIDERS.LEGACY_ID),
        takeovers);
  }
}
