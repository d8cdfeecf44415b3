package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.HomeQueries;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.SessionAdministration.Named;

/** Tells that nothing was found of a session from a key that no session has. */
final class KnownSession {

  private KnownSession() {}

  /**
   * What was found, if there is such a session or none was named.
   *
   * @param found empty: a turn that was found makes its session known enough
   */
  static <T> Outcome<T> orNone(HomeQueries home, Named session, T found) {
    return session.key().isBlank()
        ? new Outcome.Done<>(found)
        : home.session(session).then(_ -> new Outcome.Done<>(found));
  }
}
