package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.Placement.Conversation;
import dev.holdfast.app.usecase.Placement.Placed;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Repetition;
import dev.holdfast.ports.out.model.KeptAnswer;
import dev.holdfast.ports.out.read.IdempotencyReads;
import dev.holdfast.ports.out.read.IdempotencyReads.Remembered;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.TurnReads;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds out what came of a request when it was sent before. */
final class EarlierAttempts {

  /** How long the outcome of a named request is kept. */
  static final Duration NAMED_LIFETIME = Duration.ofHours(24);

  /** How long after it a request that its client calls a retry counts as one. */
  static final Duration RETRY_WITHIN = Duration.ofMinutes(15);

  /**
   * The same if its caller has gone on since, or its session has begun anew: longer than clients
   * pause between two tries, 8 s, and than a turn goes on whose client is gone, 10 s.
   */
  static final Duration RETRY_BEHIND_OTHERS_WITHIN = Duration.ofSeconds(30);

  /** A retry comes soon; what many turns were begun after is none. */
  private static final int MOST_TURNS_SINCE = 64;

  private final IdempotencyReads named;
  private final SessionReads sessions;
  private final TurnReads turns;
  private final ToldAgain again;
  private final Clock clock;

  @Inject
  EarlierAttempts(
      IdempotencyReads named,
      SessionReads sessions,
      TurnReads turns,
      ToldAgain again,
      Clock clock) {
    this.named = named;
    this.sessions = sessions;
    this.turns = turns;
    this.again = again;
    this.clock = clock;
  }

  /** What came of a request before. */
  sealed interface Earlier {

    /** It is new. */
    record Nothing() implements Earlier {}

    /** It was tried and gave no answer, or none that is still there. */
    record Tried(TurnId newest) implements Earlier {}

    /** A turn of it runs, and not as one that this process knows of. */
    record Running(TurnId newest) implements Earlier {}

    /** It was answered. */
    record Answered(TurnOutcome.Completed outcome) implements Earlier {}

    /** It was refused, or is now because its name is another request's. */
    record Refused(Refusal refusal, Telling telling) implements Earlier {}
  }

  /** Whether something is told for the first time. */
  enum Telling {
    FIRST,
    AGAIN
  }

  /** Looks a request up. */
  Earlier of(TurnRequest request, Placed placed) {
    AgentId agent = placed.agent().id();
    return switch (request.arrival().repetition()) {
      case Repetition.None() -> new Earlier.Nothing();
      case Repetition.Named(String name) ->
          named
              .find(agent, Attempts.id(request, placed, name))
              .filter(remembered -> !remembered.since().isBefore(validSince()))
              .map(remembered -> of(remembered, request, agent))
              .orElseGet(Earlier.Nothing::new);
      case Repetition.SentAgain() ->
          placed
              .conversation()
              .sessionKey()
              .flatMap(key -> sentBefore(placed, key, request))
              .map(turn -> of(turn, new KeptAnswer.None(), request, agent))
              .orElseGet(Earlier.Nothing::new);
    };
  }

  /** What is older is forgotten. */
  Instant validSince() {
    return clock.instant().minus(NAMED_LIFETIME);
  }

  private Earlier of(Remembered remembered, TurnRequest request, AgentId agent) {
    if (!remembered.digest().equals(request.arrival().digest())) {
      return new Earlier.Refused(Attempts.conflict(), Telling.FIRST);
    }
    return switch (remembered.outcome()) {
      case IdempotencyReads.Outcome.Refused(Refusal refusal) ->
          new Earlier.Refused(refusal, Telling.AGAIN);
      case IdempotencyReads.Outcome.Tried(TurnRecord newest, KeptAnswer answer) ->
          of(newest, answer, request, agent);
    };
  }

  private Earlier of(TurnRecord turn, KeptAnswer answer, TurnRequest request, AgentId agent) {
    return switch (turn.progress()) {
      case TurnProgress.Running() -> new Earlier.Running(turn.id());
      case TurnProgress.Ended(TurnEnding.Completed completed, Instant at) ->
          again
              .outcome(agent, turn, completed, at, answer, request)
              .<Earlier>map(Earlier.Answered::new)
              .orElseGet(() -> new Earlier.Tried(turn.id()));
      case TurnProgress.Ended _ -> new Earlier.Tried(turn.id());
    };
  }

  /**
   * Under the key, not in its session of now only: a retry stays one when a new session has begun.
   * But who goes on, or begins anew, may say the same again: then what ended long before is not
   * what is retried.
   */
  private Optional<TurnRecord> sentBefore(Placed placed, SessionKey key, TurnRequest request) {
    Instant now = clock.instant();
    StoredSession session = sessions.entry(placed.agent().id(), key);
    List<TurnRecord> newest =
        turns.newestOf(placed.agent().id(), key, MOST_TURNS_SINCE).stream()
            .takeWhile(turn -> !turn.startedAt().isBefore(now.minus(RETRY_WITHIN)))
            .filter(turn -> turn.origin().token().equals(request.caller().tokenId()))
            .filter(turn -> isWhereAsked(placed.conversation(), turn.scope()))
            .toList();
    Optional<TurnRecord> alike =
        newest.stream()
            .filter(turn -> turn.origin().digest().equals(request.arrival().digest()))
            .findFirst();
    return alike.filter(
        turn ->
            (turn.equals(newest.getFirst()) && isOf(session, turn.scope()))
                || !endedBefore(now.minus(RETRY_BEHIND_OTHERS_WITHIN), turn));
  }

  private static boolean isOf(StoredSession session, TurnScope scope) {
    return session instanceof StoredSession.Present(var entry)
        && scope instanceof TurnScope.Keyed(_, SessionId id)
        && id.equals(entry.id());
  }

  private static boolean endedBefore(Instant moment, TurnRecord turn) {
    return turn.progress() instanceof TurnProgress.Ended(_, Instant at) && at.isBefore(moment);
  }

  /** A request that names a session is tried again there only. */
  private static boolean isWhereAsked(Conversation conversation, TurnScope scope) {
    return !(conversation instanceof Conversation.ById(_, String session))
        || (scope instanceof TurnScope.Keyed(_, SessionId id) && id.value().equals(session));
  }
}
