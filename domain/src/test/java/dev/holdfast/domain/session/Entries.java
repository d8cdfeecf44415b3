package dev.holdfast.domain.session;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventParent;
import java.time.Instant;

/** Session rows for tests. */
final class Entries {

  static final SessionId ID = new SessionId("s1");

  private Entries() {}

  /** A used session with these times. */
  static SessionEntry entry(SessionKey key, Instant started, Instant updated, Instant interacted) {
    return entry(key, 2, started, updated, interacted);
  }

  /** A row that was reserved and never used. */
  static SessionEntry reserved(SessionKey key, Instant at) {
    return entry(key, 0, at, at, at);
  }

  private static SessionEntry entry(
      SessionKey key, long events, Instant started, Instant updated, Instant interacted) {
    return new SessionEntry(
        AgentId.MAIN,
        key,
        ID,
        new PreviousSession.None(),
        EventParent.root(),
        events,
        new RouteSelection.AgentDefault(),
        "",
        ClientHabit.SENDS_NEW_MESSAGES,
        started,
        started,
        updated,
        interacted,
        1);
  }
}
