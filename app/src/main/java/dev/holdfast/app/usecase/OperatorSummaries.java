package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.turn.EndReason;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.SessionPlace;
import dev.holdfast.ports.in.SessionSummary;
import dev.holdfast.ports.in.TokenSummary;
import dev.holdfast.ports.in.TurnAdministration.TurnView;
import dev.holdfast.ports.in.TurnSummary;
import dev.holdfast.ports.in.TurnSummary.Stage;
import java.time.Instant;
import java.util.Locale;

/** Tells operators what the use cases found, in the words that the management API has for it. */
final class OperatorSummaries {

  private OperatorSummaries() {}

  static SessionSummary of(SessionEntry session) {
    return new SessionSummary(
        placeOf(session),
        session.label(),
        session.eventCount(),
        switch (session.selection()) {
          case RouteSelection.AgentDefault() -> "";
          case RouteSelection.Chosen chosen -> chosen.route().reference();
        },
        session.createdAt(),
        session.startedAt(),
        session.updatedAt(),
        session.lastInteractionAt(),
        session.version());
  }

  static SessionPlace placeOf(SessionEntry session) {
    return new SessionPlace(session.agent(), session.key(), session.id(), session.previous());
  }

  static ArchiveSummary of(ArchivedSession archived) {
    SessionEntry session = archived.entry();
    return new ArchiveSummary(
        archived.id(),
        placeOf(session),
        session.label(),
        session.eventCount(),
        archived.archivedAt());
  }

  static TokenSummary of(TokenRecord token, TokenSummary.Use use) {
    return new TokenSummary(
        token.id(),
        token.name(),
        token.scope(),
        token.agents(),
        token.keys(),
        token.createdAt(),
        token.issuedAt(),
        token.expiry(),
        use);
  }

  static TurnSummary of(TurnView turn) {
    return switch (turn) {
      case TurnView.Waiting waiting -> of(waiting, new Stage.Waiting(waiting.position()));
      case TurnView.Withdrawn(TurnView.Waiting waiting, Instant at) ->
          of(waiting, unanswered(TurnState.CANCELLED, at, EndReason.REQUESTED));
      case TurnView.Begun(AgentId agent, TurnRecord begun) -> of(agent, begun);
    };
  }

  private static TurnSummary of(TurnView.Waiting turn, Stage stage) {
    return new TurnSummary(
        turn.id(),
        turn.agent(),
        turn.key().value(),
        "",
        turn.request().value(),
        previous(turn.previous()),
        "",
        turn.model(),
        "",
        turn.since(),
        stage);
  }

  private static TurnSummary of(AgentId agent, TurnRecord turn) {
    return new TurnSummary(
        turn.id(),
        agent,
        switch (turn.scope()) {
          case TurnScope.Keyed(var key, var _) -> key.value();
          case TurnScope.Unlisted _, TurnScope.Stateless() -> "";
        },
        switch (turn.scope()) {
          case TurnScope.Keyed(var _, var session) -> session.value();
          case TurnScope.Unlisted(var session) -> session.value();
          case TurnScope.Stateless() -> "";
        },
        turn.request().value(),
        previous(turn.origin().previous()),
        word(turn.api()),
        turn.requestedModel(),
        turn.effective().toString(),
        turn.startedAt(),
        stage(turn.progress()));
  }

  private static Stage stage(TurnProgress progress) {
    return switch (progress) {
      case TurnProgress.Running() -> new Stage.Running();
      case TurnProgress.Ended(TurnEnding ending, Instant at) -> ended(ending, at);
    };
  }

  private static Stage ended(TurnEnding ending, Instant at) {
    return switch (ending) {
      case TurnEnding.Completed completed ->
          new Stage.Answered(at, word(completed.finish()), completed.usage());
      case TurnEnding.Failed(TurnFailure failure) ->
          new Stage.Unanswered(TurnState.FAILED, at, word(failure.cause()), failure.message());
      case TurnEnding.Cancelled(String reason) -> unanswered(TurnState.CANCELLED, at, reason);
      case TurnEnding.Interrupted(String reason) -> unanswered(TurnState.INTERRUPTED, at, reason);
    };
  }

  private static Stage unanswered(TurnState state, Instant at, String stored) {
    EndReason reason = EndReason.of(stored);
    return new Stage.Unanswered(state, at, reason.cause(), reason.message());
  }

  private static String previous(PreviousAttempt previous) {
    return switch (previous) {
      case PreviousAttempt.None() -> "";
      case PreviousAttempt.Of(TurnId turn) -> turn.value();
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
