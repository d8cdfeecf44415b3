package dev.holdfast.app.usecase;

import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.TurnChange;
import java.time.Instant;
import java.util.List;

/** What the first and the last commit of a turn store. */
final class TurnCommits {

  private TurnCommits() {}

  /**
   * What the first commit of a turn stores.
   *
   * @param ground what must become of the store first
   * @param adopted stored events that are the beginning of the input
   * @param response the response object the turn becomes, if it is to be kept
   */
  record FirstCommit(
      TurnPlan.Ground ground,
      SessionId session,
      List<EventId> adopted,
      List<NewEvent> input,
      TurnChange.Started started,
      NameClaim claim,
      KeptResponse response) {}

  /** Whether the request has a name that its turn claims. */
  sealed interface NameClaim {
    record None() implements NameClaim {}

    /** This one; what was kept under it before {@code validSince} counts no more. */
    record Claims(IdempotencyId id, Instant validSince) implements NameClaim {}
  }

  /** Whether a turn becomes a response object. */
  sealed interface KeptResponse {
    record None() implements KeptResponse {}

    record Begun(NewResponse response) implements KeptResponse {}
  }

  /**
   * What the last commit of an answered turn stores.
   *
   * @param steps what becomes of the session's row, in order; empty if it has none
   * @param answer not empty
   */
  record LastCommit(
      TurnChange.Ended ended,
      SessionId session,
      List<SessionChange> steps,
      List<NewEvent> answer,
      EndedResponse response) {}

  /** What becomes of the turn's response object. */
  sealed interface EndedResponse {
    record None() implements EndedResponse {}

    /** It learns of its answer; what it leads on from is the answer's last event. */
    record Ended(ResponseId id, RawFields extra) implements EndedResponse {}
  }
}
