package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.ARTIFACTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.EVENTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TRANSCRIPTS;

import dev.holdfast.adapters.sqlite.RecentBranches.Branch;
import dev.holdfast.adapters.sqlite.RecentBranches.Transcript;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.TranscriptEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Select;

/**
 * The rows of one branch, from its head to its root, as they are collected inside a read
 * transaction; what they mean is worked out afterwards, on the caller's thread.
 */
final class EventRows {

  private final RecentBranches recent;
  private final Transcript transcript;
  private final Branch known;
  private final List<StoredEvent> headToKnown = new ArrayList<>();
  private List<TranscriptEvent> before = List.of();
  private long wanted;

  private EventRows(RecentBranches recent, Transcript transcript, long head) {
    this.recent = recent;
    this.transcript = transcript;
    this.known = recent.of(transcript);
    this.wanted = head;
  }

  /** The events up to a sequence, newest first; binds the session id and the sequence. */
  static Select<?> upTo() {
    return Sql.DSL_CONTEXT
        .select(EVENTS.SEQUENCE, EVENTS.PARENT_SEQUENCE, EVENTS.EVENT_ID)
        .select(StoredEvent.columns(EVENTS))
        .from(EVENTS)
        .leftJoin(ARTIFACTS)
        .on(ARTIFACTS.ARTIFACT_ID.eq(EVENTS.ARTIFACT_ID))
        .where(EVENTS.SESSION_ID.eq(bound(EVENTS.SESSION_ID)))
        .and(EVENTS.SEQUENCE.le(bound(EVENTS.SEQUENCE)))
        .orderBy(EVENTS.SEQUENCE.desc());
  }

  /**
   * The sequence of an event, and the generation of its transcript, unless that is archived; binds
   * the session id and the event id.
   */
  static Select<?> end() {
    return Sql.DSL_CONTEXT
        .select(EVENTS.SEQUENCE, TRANSCRIPTS.REWRITE_GENERATION)
        .from(EVENTS)
        .join(TRANSCRIPTS)
        .on(TRANSCRIPTS.SESSION_ID.eq(EVENTS.SESSION_ID))
        .where(EVENTS.SESSION_ID.eq(bound(EVENTS.SESSION_ID)))
        .and(EVENTS.EVENT_ID.eq(bound(EVENTS.EVENT_ID)))
        .and(TRANSCRIPTS.ARCHIVE_ID.isNull());
  }

  /**
   * Collects the branch that ends at a sequence. Rows of other branches lie between and are passed
   * over: one scan of neighbouring rows costs less than a search for each parent. It ends at the
   * first event that is known from an earlier time.
   */
  static EventRows collect(
      KeptStatement upTo, RecentBranches recent, Transcript transcript, long head)
      throws SQLException {
    EventRows rows = new EventRows(recent, transcript, head);
    if (head != 0) {
      upTo.each(rows::visit, transcript.session(), head);
    }
    return rows;
  }

  /** The events from root to head. */
  List<TranscriptEvent> path() {
    if (wanted != 0) {
      throw StoredEvent.unreadable(
          wanted, new IllegalStateException("an event's parent is missing"));
    }
    if (headToKnown.isEmpty()) {
      return before;
    }
    List<TranscriptEvent> path = new ArrayList<>(before.size() + headToKnown.size());
    path.addAll(before);
    EventParent parent =
        before.isEmpty() ? EventParent.root() : EventParent.after(before.getLast().id());
    long characters = before.isEmpty() ? 0 : known.characters();
    for (StoredEvent stored : headToKnown.reversed()) {
      TranscriptEvent event = stored.after(parent);
      path.add(event);
      characters += stored.payload().length();
      parent = EventParent.after(event.id());
    }
    List<TranscriptEvent> whole = List.copyOf(path);
    recent.remember(transcript, new Branch(whole, characters));
    return whole;
  }

  private boolean visit(Row row) throws SQLException {
    long sequence = row.number();
    if (sequence != wanted) {
      return true;
    }
    long parent = row.number();
    String id = row.text();
    before = known.upTo(sequence, id);
    wanted = before.isEmpty() ? parent : 0;
    if (!before.isEmpty()) {
      return false;
    }
    headToKnown.add(StoredEvent.read(sequence, id, row));
    return wanted != 0;
  }
}
