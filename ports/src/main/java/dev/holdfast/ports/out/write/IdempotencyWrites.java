package dev.holdfast.ports.out.write;

import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.model.KeptAnswer;
import java.time.Instant;

/** Writes what comes of named requests. */
public interface IdempotencyWrites {

  /**
   * Makes a stored turn the newest try of a named request, if nobody was faster. What was kept
   * under the id before {@code validSince} is forgotten first.
   *
   * <ul>
   *   <li>Of a first try the id must be free.
   *   <li>Of another one the newest try must be the expected one, and the digest the same.
   * </ul>
   */
  Claim claim(
      IdempotencyId id,
      RequestDigest digest,
      TurnId turn,
      PreviousAttempt expected,
      Instant validSince,
      Instant at);

  /**
   * Keeps a refusal, unless something is kept under the id that is not older than {@code
   * validSince}.
   */
  void refuse(
      IdempotencyId id, RequestDigest digest, Refusal refusal, Instant validSince, Instant at);

  /** Keeps the answer of a turn that is the newest try of a named request; else does nothing. */
  void keep(TurnId turn, KeptAnswer.Whole answer);

  /**
   * Forgets what was kept before a moment, the oldest first.
   *
   * @param limit at most this many, 1 to 1000
   * @return how many there were
   */
  int removeBefore(Instant moment, int limit);

  /** Whether a turn became the newest try. */
  enum Claim {
    CLAIMED,
    /** Somebody else keeps something under the id. */
    TAKEN
  }
}
