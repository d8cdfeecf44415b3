package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.Lanes.Lane;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.SessionAdministration.Deletion;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.Resetting;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.write.SessionWrites.Archival;
import jakarta.inject.Inject;
import java.util.function.Function;

/** Points keys at other transcripts, or at none: what no turn may cross. */
final class SessionMoves {

  private static final String NOT_FOUND = "session_not_found";

  private final SessionReads sessions;
  private final SessionAddress address;
  private final SessionLane lane;
  private final WriteBoundary boundary;
  private final AuditService audit;
  private final InstanceId instance;
  private final RandomIds ids;

  @Inject
  SessionMoves(
      SessionReads sessions,
      SessionAddress address,
      SessionLane lane,
      WriteBoundary boundary,
      AuditService audit,
      InstanceId instance,
      RandomIds ids) {
    this.sessions = sessions;
    this.address = address;
    this.lane = lane;
    this.boundary = boundary;
    this.audit = audit;
    this.instance = instance;
    this.ids = ids;
  }

  /** How one kind of move is told. */
  private record Telling<R>(AuditOperation operation, R unknown, Function<Refusal, R> refused) {}

  /** One kind of move of a session that was there when it was asked for. */
  private interface Move<R> {
    SessionLane.Outcome<R> of(Lane lane, SessionEntry seen, AuditTarget target);
  }

  Resetting reset(Requester by, Named session, RunningTurn running) {
    Telling<Resetting> telling =
        new Telling<>(
            AuditOperation.SESSION_RESET, new Resetting.Unknown(), Resetting.Refused::new);
    return move(
        by,
        session,
        telling,
        (at, seen, target) ->
            lane.between(
                at,
                running,
                () ->
                    resetting(
                        boundary.reset(
                            at.agent(),
                            at.key(),
                            seen.id(),
                            ids.newSessionId(),
                            instance,
                            audit.done(by, AuditOperation.SESSION_RESET, target)))));
  }

  private static Claimed<Resetting> resetting(Claimed<StoredSession> claimed) {
    return claimed.map(
        stored ->
            switch (stored) {
              case StoredSession.Absent() -> new Resetting.Unknown();
              case StoredSession.Present(SessionEntry entry) -> new Resetting.Reset(entry);
            });
  }

  Deletion delete(Requester by, Named session, RunningTurn running) {
    Telling<Deletion> telling =
        new Telling<>(AuditOperation.SESSION_DELETE, new Deletion.Unknown(), Deletion.Refused::new);
    return move(
        by,
        session,
        telling,
        (at, seen, target) ->
            lane.between(
                at,
                running,
                () ->
                    deletion(
                        boundary.archive(
                            at.agent(),
                            at.key(),
                            ids.newArchiveId(),
                            instance,
                            audit.done(by, AuditOperation.SESSION_DELETE, target)))));
  }

  private static Claimed<Deletion> deletion(Claimed<Archival> claimed) {
    return claimed.map(
        archival ->
            switch (archival) {
              case Archival.Archived(var session) -> new Deletion.Archived(session);
              case Archival.Missing(), Archival.Outdated _ -> new Deletion.Unknown();
            });
  }

  private <R> R move(Requester by, Named session, Telling<R> telling, Move<R> move) {
    return switch (address.of(by.caller(), session)) {
      case SessionAddress.Resolution.Refused(Refusal refusal) ->
          refused(by, telling, new AuditTarget.Nothing(), refusal);
      case SessionAddress.Resolution.Unreachable() ->
          unknown(by, telling, new AuditTarget.Nothing());
      case SessionAddress.Resolution.Meant(AgentId agent, SessionKey key) -> {
        AuditTarget target = new AuditTarget.OfAgent(agent, key.value());
        try {
          yield switch (sessions.entry(agent, key)) {
            case StoredSession.Absent() -> unknown(by, telling, target);
            case StoredSession.Present(SessionEntry seen) ->
                moved(by, telling, target, move.of(new Lane(agent, key), seen, target), agent);
          };
        } catch (StorageFailure failure) {
          yield telling.refused().apply(StorageRefusals.ofLookup(failure));
        }
      }
    };
  }

  private <R> R moved(
      Requester by,
      Telling<R> telling,
      AuditTarget target,
      SessionLane.Outcome<R> outcome,
      AgentId agent) {
    return switch (outcome) {
      case SessionLane.Outcome.Refused<R>(Refusal refusal) -> refused(by, telling, target, refusal);
      case SessionLane.Outcome.Done<R>(R result) when result.equals(telling.unknown()) ->
          unknown(by, telling, target);
      case SessionLane.Outcome.Done<R>(R result) -> {
        audit.deliver(agent);
        yield result;
      }
    };
  }

  private <R> R unknown(Requester by, Telling<R> telling, AuditTarget target) {
    audit.refused(by, telling.operation(), target, NOT_FOUND);
    return telling.unknown();
  }

  private <R> R refused(Requester by, Telling<R> telling, AuditTarget target, Refusal refusal) {
    audit.refused(by, telling.operation(), target, AuditService.word(refusal));
    return telling.refused().apply(refusal);
  }
}
