package dev.holdfast.app.torture;

import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseTerms;

/** One thing that a process can ask of the turns of a session. */
sealed interface TurnStep {

  /** A turn begins. */
  record Start(InstanceId owner, LeaseTerms terms) implements TurnStep {}

  /**
   * A turn ends.
   *
   * @param turn which, counted from the oldest; beyond the newest it begins anew
   * @param epochsOff how far the epoch that is shown is from the turn's own
   */
  record End(int turn, int epochsOff) implements TurnStep {}

  /** A turn's lease is renewed. */
  record Renew(int turn, int epochsOff) implements TurnStep {}

  /** A reset wants the session to itself. */
  record Claim(InstanceId owner, LeaseTerms terms) implements TurnStep {}

  /** Whoever has the lane ends what its process left running. */
  record InterruptHere(InstanceId owner) implements TurnStep {}

  /** Whoever has the home's lock ends what other processes left running. */
  record InterruptOthers(InstanceId owner) implements TurnStep {}

  /** Time goes by. */
  record Wait(int seconds) implements TurnStep {}
}
