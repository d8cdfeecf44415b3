package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.CHANGES;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.change.LoggedChange;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.OpenTurn;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.read.ChangeReads.ChangePage;
import dev.holdfast.ports.out.read.IdempotencyReads.Remembered;
import dev.holdfast.ports.out.read.SessionReads.ArchiveStart;
import dev.holdfast.ports.out.read.SessionReads.PageStart;
import dev.holdfast.ports.out.read.TurnReads.NumberedTurn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be read of an agent's database on one connection. */
final class AgentReads {

  private final AgentId agent;
  private final RecentBranches recent;
  private final SessionRows sessions;
  private final TurnRows turns;
  private final ResponseRows responses;
  private final KeptStatement byKey;
  private final KeptStatement byId;
  private final KeptStatement events;
  private final KeptStatement firstPage;
  private final KeptStatement nextPage;
  private final KeptStatement count;
  private final KeptStatement firstArchivePage;
  private final KeptStatement nextArchivePage;
  private final KeptStatement archivedById;
  private final KeptStatement turnById;
  private final KeptStatement shownTurnById;
  private final KeptStatement newestTurnsOfKey;
  private final KeptStatement openTurns;
  private final KeptStatement strayLeases;
  private final KeptStatement responseById;
  private final KeptStatement eventsOfTurn;
  private final KeptStatement eventsById;
  private final KeptStatement branchEnd;
  private final TurnPages turnPages;
  private final KeptStatement newest;
  private final IdempotencyRows idempotency;
  private final KeptStatement newestChange;
  private final KeptStatement changesAfter;

  AgentReads(
      AgentId agent, RouteCanonicalizer routes, RecentBranches recent, Connection connection) {
    this.agent = agent;
    this.recent = recent;
    sessions = new SessionRows(agent, routes);
    turns = new TurnRows(routes);
    responses = new ResponseRows(turns);
    byKey = new KeptStatement(connection, SessionRows::byKey);
    byId = new KeptStatement(connection, SessionRows::byId);
    events = new KeptStatement(connection, EventRows::upTo);
    firstPage = new KeptStatement(connection, SessionRows::firstPage);
    nextPage = new KeptStatement(connection, SessionRows::nextPage);
    count = new KeptStatement(connection, SessionRows::count);
    firstArchivePage = new KeptStatement(connection, SessionRows::firstArchivePage);
    nextArchivePage = new KeptStatement(connection, SessionRows::nextArchivePage);
    archivedById = new KeptStatement(connection, SessionRows::archivedById);
    turnById = new KeptStatement(connection, TurnRows::byId);
    shownTurnById = new KeptStatement(connection, TurnRows::shownById);
    newestTurnsOfKey = new KeptStatement(connection, TurnRows::newestOfKey);
    openTurns = new KeptStatement(connection, OpenTurnRows::open);
    strayLeases = new KeptStatement(connection, OpenTurnRows::strayLeases);
    responseById = new KeptStatement(connection, ResponseRows::byId);
    eventsOfTurn = new KeptStatement(connection, PlacedEvent::ofTurn);
    eventsById = new KeptStatement(connection, PlacedEvent::byId);
    branchEnd = new KeptStatement(connection, EventRows::end);
    turnPages = new TurnPages(connection, turns);
    newest = new KeptStatement(connection, PlacedEvent::newest);
    idempotency =
        new IdempotencyRows(turns, new KeptStatement(connection, IdempotencyRows::byId), turnById);
    newestChange = new KeptStatement(connection, () -> OldEnd.newest(CHANGES));
    changesAfter = new KeptStatement(connection, ChangeRows::after);
  }

  /** A session and the rows of its branch. */
  record Snapshot(SessionEntry entry, EventRows events) {}

  Optional<SessionEntry> entry(SessionKey key) throws SQLException {
    return byKey.first(this::entry, key.value());
  }

  Optional<Snapshot> snapshot(SessionKey key) throws SQLException {
    return withEvents(byKey.first(sessions::read, key.value()));
  }

  Optional<Snapshot> snapshot(SessionId id) throws SQLException {
    return withEvents(byId.first(sessions::read, id.value()));
  }

  List<SessionEntry> page(KeySpan keys, PageStart start, long limit) throws SQLException {
    return switch (start) {
      case PageStart.First() -> firstPage.all(this::entry, keys.from(), keys.before(), limit);
      case PageStart.After(SessionEntry last) ->
          page(keys, new PageStart.Behind(last.updatedAt(), last.key().value()), limit);
      case PageStart.Behind(Instant updatedAt, String key) -> {
        long at = Micros.of(updatedAt);
        yield nextPage.all(this::entry, keys.from(), keys.before(), at, at, key, limit);
      }
    };
  }

  List<ArchivedSession> archives(KeySpan keys, ArchiveStart start, long limit) throws SQLException {
    return switch (start) {
      case ArchiveStart.First() ->
          firstArchivePage.all(sessions::readArchived, keys.from(), keys.before(), limit);
      case ArchiveStart.Behind(Instant archivedAt, String archive) -> {
        long at = Micros.of(archivedAt);
        yield nextArchivePage.all(
            sessions::readArchived, keys.from(), keys.before(), at, at, archive, limit);
      }
    };
  }

  Optional<ArchivedSession> archive(ArchiveId archive) throws SQLException {
    return archivedById.first(sessions::readArchived, archive.value());
  }

  long count() throws SQLException {
    return count.first(Row::number).orElseThrow();
  }

  Optional<TurnRecord> turn(TurnId id) throws SQLException {
    return turnById.first(turns::read, id.value());
  }

  Optional<TurnRecord> shownTurn(TurnId id) throws SQLException {
    return shownTurnById.first(turns::read, id.value());
  }

  List<TurnRecord> newestTurnsOf(SessionKey key, long limit) throws SQLException {
    return newestTurnsOfKey.all(turns::read, key.value(), limit);
  }

  List<OpenTurn> openTurns(long limit) throws SQLException {
    return openTurns.all(OpenTurnRows::readOpen, limit);
  }

  List<StrayLease> strayLeases(long limit) throws SQLException {
    return strayLeases.all(OpenTurnRows::readStray, limit);
  }

  List<NumberedTurn> turns(KeyBinding keys, Set<TurnState> states, long before, long limit)
      throws SQLException {
    return turnPages.read(keys, states, before, limit);
  }

  Optional<ResponseRecord> response(ResponseId id) throws SQLException {
    return responseById.first(responses::read, id.value());
  }

  List<PlacedEvent> eventsOf(SessionId session, TurnId turn) throws SQLException {
    return eventsOfTurn.all(PlacedEvent::read, session.value(), turn.value(), turn.value());
  }

  /** The newest events behind a sequence, the newest first. */
  List<PlacedEvent> newest(SessionId session, long after, long limit) throws SQLException {
    return newest.all(PlacedEvent::read, session.value(), after, limit);
  }

  Optional<Remembered> remembered(IdempotencyId id) throws SQLException {
    return idempotency.find(id);
  }

  List<PlacedEvent> events(EventId id) throws SQLException {
    return eventsById.all(PlacedEvent::read, id.value());
  }

  /** The rows of the branch that ends at an event, if the transcript has it. */
  Optional<EventRows> branch(SessionId session, EventId end) throws SQLException {
    Optional<BranchEnd> found = branchEnd.first(BranchEnd::read, session.value(), end.value());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var transcript =
        new RecentBranches.Transcript(agent, session.value(), found.get().generation());
    return Optional.of(EventRows.collect(events, recent, transcript, found.get().sequence()));
  }

  /** The number of the newest change, 0 before the first. */
  long newestChange() throws SQLException {
    return newestChange.first(Row::number).orElse(0L);
  }

  /** Numbers are given without gaps, so a gap behind the number was cut out. */
  ChangePage changesAfter(long number, long limit) throws SQLException {
    List<LoggedChange> changes = changesAfter.all(ChangeRows::read, number, limit);
    boolean whole =
        changes.isEmpty() ? newestChange() == number : changes.getFirst().number() == number + 1;
    return whole ? new ChangePage.Changes(changes) : new ChangePage.Unknown();
  }

  private record BranchEnd(long sequence, long generation) {

    static BranchEnd read(Row row) throws SQLException {
      return new BranchEnd(row.number(), row.number());
    }
  }

  private SessionEntry entry(Row row) throws SQLException {
    return sessions.read(row).entry();
  }

  private Optional<Snapshot> withEvents(Optional<SessionRows.Stored> stored) throws SQLException {
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    SessionEntry entry = stored.get().entry();
    var transcript =
        new RecentBranches.Transcript(agent, entry.id().value(), stored.get().generation());
    return Optional.of(
        new Snapshot(
            entry, EventRows.collect(events, recent, transcript, stored.get().headSequence())));
  }
}
