package dev.holdfast.app.usecase;

import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.HomeChanges;
import dev.holdfast.ports.in.IssuedToken;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.Recovery.Recovering;
import dev.holdfast.ports.in.Recovery.Recovering.Recovered;
import dev.holdfast.ports.in.Recovery.Wish;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.SessionAdministration.Deletion;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.Patch;
import dev.holdfast.ports.in.SessionAdministration.Patching;
import dev.holdfast.ports.in.SessionAdministration.Resetting;
import dev.holdfast.ports.in.SessionAdministration.Restoring;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.SessionPlace;
import dev.holdfast.ports.in.SessionSummary;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.in.TokenAdministration.Creation;
import dev.holdfast.ports.in.TokenAdministration.Revocation;
import dev.holdfast.ports.in.TokenAdministration.Rotation;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;
import dev.holdfast.ports.in.TokenSummary;
import dev.holdfast.ports.in.TurnAdministration;
import dev.holdfast.ports.in.TurnAdministration.Abortion;
import dev.holdfast.ports.in.TurnAdministration.TurnView;
import dev.holdfast.ports.in.TurnSummary;
import jakarta.inject.Inject;
import java.util.List;

/** Works the use cases for the operator of a home whose lock this process holds. */
final class OperatorChanges implements HomeChanges {

  private final SessionAdministration sessions;
  private final TurnAdministration turns;
  private final Recovery recovery;
  private final TokenAdministration tokens;
  private final OperatorRequests requests;
  private final OwnToken own;

  @Inject
  OperatorChanges(
      SessionAdministration sessions,
      TurnAdministration turns,
      Recovery recovery,
      TokenAdministration tokens,
      OperatorRequests requests,
      OwnToken own) {
    this.sessions = sessions;
    this.turns = turns;
    this.recovery = recovery;
    this.tokens = tokens;
    this.requests = requests;
    this.own = own;
  }

  @Override
  public Outcome<SessionSummary> patch(Named session, Patch patch) {
    return switch (sessions.patch(requests.next(), session, patch)) {
      case Patching.Patched(SessionEntry patched) ->
          new Outcome.Done<>(OperatorSummaries.of(patched));
      case Patching.VersionConflict(long current) ->
          Outcome.refused(
              "version_conflict",
              "The session is at version "
                  + current
                  + ", and another was expected. Nothing was changed.",
              "Look at it again, and give the version it is at if it should still be changed.");
      case Patching.Unknown() -> OperatorRefusals.noSession();
      case Patching.Refused(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  /** Nobody else works on the home, so that nothing keeps this waiting. */
  @Override
  public Outcome<SessionPlace> reset(Named session, RunningTurn running, Runnable whenLate) {
    return switch (sessions.reset(requests.next(), session, running)) {
      case Resetting.Reset(SessionEntry reset) ->
          new Outcome.Done<>(OperatorSummaries.placeOf(reset));
      case Resetting.Unknown() -> OperatorRefusals.noSession();
      case Resetting.Refused(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<ArchiveSummary> delete(Named session, RunningTurn running, Runnable whenLate) {
    return switch (sessions.delete(requests.next(), session, running)) {
      case Deletion.Archived(ArchivedSession archived) ->
          new Outcome.Done<>(OperatorSummaries.of(archived));
      case Deletion.Unknown() -> OperatorRefusals.noSession();
      case Deletion.Refused(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<SessionSummary> restore(String archive) {
    return switch (sessions.restore(requests.next(), archive)) {
      case Restoring.Restored(SessionEntry restored) ->
          new Outcome.Done<>(OperatorSummaries.of(restored));
      case Restoring.KeyInUse() ->
          Outcome.refused(
              "session_exists",
              "Another session has the key by now. Nothing was changed.",
              "Delete that one first if this one should come back.");
      case Restoring.Unknown() -> OperatorRefusals.noArchive();
      case Restoring.Unwritten(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<TurnSummary> abort(String turn) {
    return switch (turns.abort(requests.next(), turn)) {
      case Abortion.Stopped(TurnView stopped) -> new Outcome.Done<>(OperatorSummaries.of(stopped));
      case Abortion.EndedBefore() ->
          Outcome.refused("turn_ended", "The turn has ended already, so it was left as it is.");
      case Abortion.RunsElsewhere() ->
          Outcome.refused(
              "turn_elsewhere", "The turn does not run in this process, so it was left as it is.");
      case Abortion.Unknown() -> OperatorRefusals.noTurn();
      case Abortion.Unreadable(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<Recovered> recover(Wish wish) {
    return switch (recovery.recover(requests.next(), wish)) {
      case Recovered recovered -> new Outcome.Done<>(recovered);
      case Recovering.Refused(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<IssuedToken> createToken(TokenWish wish) {
    return switch (tokens.create(requests.next(), wish)) {
      case Creation.Created(TokenRecord token, TokenText text) ->
          issued(token, text, TokenSummary.Use.OTHER);
      case Creation.BeyondBinding() -> throw new IllegalStateException("an operator is not bound");
      case Creation.Refused(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  @Override
  public Outcome<IssuedToken> rotateToken(String id) {
    // Asked first: a token that has another text is not known by the old one any more.
    TokenSummary.Use use = useOf(id);
    return switch (tokens.rotate(requests.next(), id)) {
      case Rotation.Rotated(TokenRecord token, TokenText text) -> issued(token, text, use);
      case Rotation.Unknown() -> OperatorRefusals.noToken();
      case Rotation.Unwritten(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }

  private TokenSummary.Use useOf(String id) {
    return switch (tokens.list(requests.next())) {
      case TokenAdministration.Listing.Tokens(List<TokenRecord> known) ->
          known.stream()
              .filter(token -> token.id().equals(id))
              .map(own::use)
              .findFirst()
              .orElse(TokenSummary.Use.OTHER);
      case TokenAdministration.Listing.Unreadable _ -> TokenSummary.Use.OTHER;
    };
  }

  private static Outcome<IssuedToken> issued(
      TokenRecord token, TokenText text, TokenSummary.Use use) {
    return new Outcome.Done<>(new IssuedToken(OperatorSummaries.of(token, use), text));
  }

  @Override
  public Outcome<TokenSummary> revokeToken(String id) {
    return switch (tokens.revoke(requests.next(), id)) {
      case Revocation.Revoked(TokenRecord token) ->
          new Outcome.Done<>(OperatorSummaries.of(token, own.use(token)));
      case Revocation.LastOne() -> OperatorRefusals.lastToken();
      case Revocation.Unknown() -> OperatorRefusals.noToken();
      case Revocation.Unwritten(Refusal refusal) -> OperatorRefusals.of(refusal);
    };
  }
}
