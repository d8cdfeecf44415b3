package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.ArchiveCursor;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.AuditCursor;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.HomeQueries.TurnFilter;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.SessionAdministration.ArchiveListing;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionSummary;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.in.TokenSummary;
import dev.holdfast.ports.in.TurnAdministration;
import dev.holdfast.ports.in.TurnAdministration.TurnView;
import dev.holdfast.ports.in.TurnAdministration.Wish;
import dev.holdfast.ports.in.TurnCursor;
import dev.holdfast.ports.in.TurnSummary;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.SessionReads;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;

/**
 * Looks at a home's store for its operator; writes nothing, so the store may be open for reading.
 */
final class OperatorQueries implements HomeLists {

  /** How far back in a transcript the input of a turn is looked for, in events. */
  private static final int INPUT_AMONG = 1_000;

  private final SessionAdministration sessions;
  private final SessionAddress addresses;
  private final TurnAdministration turns;
  private final Recovery recovery;
  private final TokenAdministration tokens;
  private final AuditTrail audit;
  private final ControlPlaneReads controlPlane;
  private final SessionReads stored;
  private final OperatorRequests requests;
  private final OwnToken own;

  @Inject
  OperatorQueries(
      SessionAdministration sessions,
      SessionAddress addresses,
      TurnAdministration turns,
      Recovery recovery,
      TokenAdministration tokens,
      AuditTrail audit,
      ControlPlaneReads controlPlane,
      SessionReads stored,
      OperatorRequests requests,
      OwnToken own) {
    this.sessions = sessions;
    this.addresses = addresses;
    this.turns = turns;
    this.recovery = recovery;
    this.tokens = tokens;
    this.audit = audit;
    this.controlPlane = controlPlane;
    this.stored = stored;
    this.requests = requests;
    this.own = own;
  }

  @Override
  public Outcome<SessionSummary> session(Named session) {
    return switch (sessions.find(requests.next(), session)) {
      case SessionAdministration.Finding.Found(SessionEntry found) ->
          new Outcome.Done<>(OperatorSummaries.of(found));
      case SessionAdministration.Finding.Unknown() -> OperatorRefusals.noSession();
      case SessionAdministration.Finding.Refused(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<AgentId> agentOf(Named session) {
    return switch (addresses.of(Caller.LOCAL_OPERATOR, session)) {
      case SessionAddress.Resolution.Meant(AgentId agent, SessionKey _) ->
          new Outcome.Done<>(agent);
      case SessionAddress.Resolution.Unreachable() -> OperatorRefusals.noSession();
      case SessionAddress.Resolution.Refused(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<TurnSummary> turn(String id) {
    return switch (turns.find(Caller.LOCAL_OPERATOR, id)) {
      case TurnAdministration.Finding.Found(TurnView found) ->
          new Outcome.Done<>(OperatorSummaries.of(found));
      case TurnAdministration.Finding.Unknown() -> OperatorRefusals.noTurn();
      case TurnAdministration.Finding.Unreadable(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<List<Recovery.Stuck>> stuck(Recovery.Wish wish) {
    return switch (recovery.stuck(Caller.LOCAL_OPERATOR, wish)) {
      case Recovery.Listing.Found(List<Recovery.Stuck> stuck) -> new Outcome.Done<>(stuck);
      case Recovery.Listing.Refused(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<PageOf<TurnSummary>> turns(TurnFilter filter, String after, int limit) {
    Wish wish = new Wish(filter.agent(), filter.session(), filter.state());
    return TurnCursor.read(after)
        .map(start -> turns(turns.list(Caller.LOCAL_OPERATOR, wish, start, limit)))
        .orElseGet(OperatorRefusals::noPlace);
  }

  private static Outcome<PageOf<TurnSummary>> turns(TurnAdministration.Listing listing) {
    return switch (listing) {
      case TurnAdministration.Listing.Page(
              List<TurnView> page,
              TurnAdministration.Rest rest,
              var unread) ->
          new Outcome.Done<>(
              new PageOf<>(
                  page.stream().map(OperatorSummaries::of).toList(),
                  switch (rest) {
                    case TurnAdministration.Rest.None() -> "";
                    case TurnAdministration.Rest.Some(var start) -> TurnCursor.of(start);
                  },
                  unread));
      case TurnAdministration.Listing.Refused(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<PageOf<ArchiveSummary>> archives(String agent, String after, int limit) {
    return ArchiveCursor.read(after)
        .map(start -> archives(sessions.archives(requests.next(), agent, start, limit)))
        .orElseGet(OperatorRefusals::noPlace);
  }

  private static Outcome<PageOf<ArchiveSummary>> archives(ArchiveListing listing) {
    return switch (listing) {
      case ArchiveListing.Page(List<ArchivedSession> page, More more, var unread) ->
          new Outcome.Done<>(
              new PageOf<>(
                  page.stream().map(OperatorSummaries::of).toList(),
                  next(page, more, ArchiveCursor::behind),
                  unread));
      case ArchiveListing.Refused(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<ArchiveSummary> archive(String id) {
    if (id.isEmpty() || id.length() > ArchiveId.MAX_LENGTH) {
      return OperatorRefusals.noArchive();
    }
    try {
      return controlPlane.agents().stream()
          .flatMap(agent -> stored.archive(agent.agent(), new ArchiveId(id)).stream())
          .findFirst()
          .<Outcome<ArchiveSummary>>map(found -> new Outcome.Done<>(OperatorSummaries.of(found)))
          .orElseGet(OperatorRefusals::noArchive);
    } catch (StorageFailure failure) {
      return OperatorRefusals.of(StorageRefusals.ofLookup(failure));
    }
  }

  @Override
  public Outcome<List<TokenSummary>> tokens() {
    return switch (tokens.list(requests.next())) {
      case TokenAdministration.Listing.Tokens(List<TokenRecord> found) ->
          new Outcome.Done<>(
              found.stream().map(token -> OperatorSummaries.of(token, own.use(token))).toList());
      case TokenAdministration.Listing.Unreadable(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<TokenSummary> token(String id) {
    return tokens()
        .then(
            known ->
                known.stream()
                    .filter(token -> token.id().equals(id))
                    .findFirst()
                    .<Outcome<TokenSummary>>map(Outcome.Done::new)
                    .orElseGet(OperatorRefusals::noToken));
  }

  @Override
  public Outcome<TokenSummary> revocable(String id) {
    return switch (tokens.list(requests.next())) {
      case TokenAdministration.Listing.Tokens(List<TokenRecord> known)
          when TokenService.isLastOne(known, id) ->
          OperatorRefusals.lastToken();
      case TokenAdministration.Listing.Tokens _ -> token(id);
      case TokenAdministration.Listing.Unreadable(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<PageOf<AuditEntry>> audit(String after, int limit) {
    return AuditCursor.read(after)
        .map(start -> audit(audit.read(requests.next(), start, limit)))
        .orElseGet(OperatorRefusals::noPlace);
  }

  private static Outcome<PageOf<AuditEntry>> audit(AuditTrail.Reading reading) {
    return switch (reading) {
      case AuditTrail.Reading.Page(List<AuditEntry> page, More more) ->
          new Outcome.Done<>(new PageOf<>(page, next(page, more, AuditCursor::behind)));
      case AuditTrail.Reading.BeyondBinding() ->
          throw new IllegalStateException("an operator is not bound");
      case AuditTrail.Reading.Unreadable(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  private static <T> String next(List<T> page, More more, Function<T, String> cursor) {
    return switch (more) {
      case NONE -> "";
      case SOME -> cursor.apply(page.getLast());
    };
  }

  @Override
  public Outcome<List<TranscriptEvent>> inputOf(TurnSummary turn) {
    if (turn.session().isEmpty()) {
      return new Outcome.Done<>(List.of());
    }
    try {
      return new Outcome.Done<>(
          stored.newest(turn.agent(), new SessionId(turn.session()), 0, INPUT_AMONG).stream()
              .filter(event -> event.turn().equals(turn.id()))
              .filter(event -> event.origin() instanceof EventOrigin.Client)
              .toList());
    } catch (StorageFailure failure) {
      return OperatorRefusals.of(StorageRefusals.ofLookup(failure));
    }
  }
}
