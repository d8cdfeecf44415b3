package dev.holdfast.ports.in;

import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.Patch;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;

/**
 * What an operator may change in a home, with two implementations: the running gateway asked, and
 * the use cases worked here under the home's lock. Each change leaves an audit row that is stored
 * with it; so does every change that was refused. Only the guard of the command line hands this
 * out.
 */
public interface HomeChanges {

  /** Changes some of what is chosen for a session, all or nothing. */
  Outcome<SessionSummary> patch(Named session, Patch patch);

  /**
   * Points a session's key at a new transcript; the old one stays, linked.
   *
   * @param whenLate told once if others of the session keep this waiting
   */
  Outcome<SessionPlace> reset(Named session, RunningTurn running, Runnable whenLate);

  /** Takes a session from its key and into the archive; as {@link #reset}. */
  Outcome<ArchiveSummary> delete(Named session, RunningTurn running, Runnable whenLate);

  /** Gives an archived session its key back, if that is free. */
  Outcome<SessionSummary> restore(String archive);

  /** Stops a turn, or ends one whose process is gone. */
  Outcome<TurnSummary> abort(String turn);

  /** Ends turns that nobody would end any more. */
  Outcome<Recovery.Recovering.Recovered> recover(Recovery.Wish wish);

  /** Makes a token. Its text is told here and never again. */
  Outcome<IssuedToken> createToken(TokenWish wish);

  /** Gives a token a new text; the old one is over. */
  Outcome<IssuedToken> rotateToken(String id);

  /** Ends a token for good. */
  Outcome<TokenSummary> revokeToken(String id);
}
