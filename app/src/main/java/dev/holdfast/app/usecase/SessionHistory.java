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
import java.util.Set;

/**
 * What a session has behind it.
 *
 * @param eventCount how many events its transcript has, on all branches
 * @param steps what makes the session's row point here, if it does not yet
 */
record SessionHistory(
    SessionKey key,
    SessionId session,
    long eventCount,
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
        entry.key(),
        entry.id(),
        entry.eventCount(),
        asItWasRead(entry, now),
        lineage,
        entry.habit(),
        path);
  }

  /** Another process that shares the store may change the session between plan and begin. */
  static List<SessionChange> asItWasRead(SessionEntry entry, Instant now) {
    return List.of(new SessionChange.Expect(entry.key(), entry.version(), now));
  }

  /**
   * The same without the events of a turn at its end.
   *
   * @param ofTurn none, or some that are no part of it, take nothing away
   */
  SessionHistory before(Set<TranscriptEvent> ofTurn) {
    int end = path.size();
    while (end > 0 && ofTurn.contains(path.get(end - 1))) {
      end--;
    }
    return new SessionHistory(
        key, session, eventCount, steps, lineage, habit, path.subList(0, end));
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
