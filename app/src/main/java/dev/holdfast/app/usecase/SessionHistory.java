package dev.holdfast.app.usecase;

import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.HistoryAlignment.Lineage;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.TranscriptEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session has behind it.
 *
 * @param steps what makes the session's row point here, if it does not yet
 */
record SessionHistory(
    SessionKey key,
    SessionId session,
    List<SessionChange> steps,
    Lineage lineage,
    ClientHabit habit,
    List<TranscriptEvent> path) {

  /** What stands before a turn that goes on with a session, and with it only as it was read. */
  static SessionHistory of(SessionEntry entry, List<TranscriptEvent> path, Instant now) {
    Lineage lineage =
        switch (entry.previous()) {
          case PreviousSession.None() -> Lineage.FIRST;
          case PreviousSession.Linked _ -> Lineage.AFTER_RESET;
        };
    return new SessionHistory(
        entry.key(), entry.id(), asItWasRead(entry, now), lineage, entry.habit(), path);
  }

  /** Another process that shares the store may change the session between plan and begin. */
  static List<SessionChange> asItWasRead(SessionEntry entry, Instant now) {
    return List.of(new SessionChange.Expect(entry.key(), entry.version(), now));
  }

  /** What a conversation begins with may be moved in from elsewhere; it tells no habit. */
  List<SessionChange> stepsAfter(List<Item> request, Instant now) {
    boolean begins = lineage == Lineage.FIRST && path.isEmpty();
    ClientHabit after = begins ? habit : habit.after(request);
    if (after == habit) {
      return steps;
    }
    List<SessionChange> all = new ArrayList<>(steps);
    all.add(new SessionChange.NoteHabit(key, after, now));
    return all;
  }
}
