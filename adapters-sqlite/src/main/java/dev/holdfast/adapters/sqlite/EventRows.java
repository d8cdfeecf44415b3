package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.ARTIFACTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.EVENTS;
import static org.jooq.impl.DSL.coalesce;

import dev.holdfast.adapters.sqlite.RecentBranches.Branch;
import dev.holdfast.adapters.sqlite.RecentBranches.Transcript;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.env.StorageFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one branch, from its head to its root, as they are collected inside a read
 * transaction; what they mean is worked out afterwards, on the caller's thread.
 */
final class EventRows {

  private final RecentBranches recent;
  private final Transcript transcript;
  private final Branch known;
  private final List<Raw> headToKnown = new ArrayList<>();
  private List<TranscriptEvent> before = List.of();
  private long wanted;

  private EventRows(RecentBranches recent, Transcript transcript, long head) {
    this.recent = recent;
    this.transcript = transcript;
    this.known = recent.of(transcript);
    this.wanted = head;
  }

  private record Raw(
      long sequence,
      String id,
      String turn,
      long atMicros,
      String payload,
      long tokens,
      @Nullable String provider,
      String completeness) {}

  /** The events up to a sequence, newest first; binds the session id and the sequence. */
  static Select<?> upTo() {
    return Sql.DSL_CONTEXT
        .select(
            EVENTS.SEQUENCE,
            EVENTS.PARENT_SEQUENCE,
            EVENTS.EVENT_ID,
            EVENTS.TURN_ID,
            EVENTS.AT_MICROS,
            coalesce(EVENTS.PAYLOAD, ARTIFACTS.CONTENT),
            EVENTS.TOKENS,
            EVENTS.ORIGIN_PROVIDER,
            EVENTS.COMPLETENESS)
        .from(EVENTS)
        .leftJoin(ARTIFACTS)
        .on(ARTIFACTS.ARTIFACT_ID.eq(EVENTS.ARTIFACT_ID))
        .where(EVENTS.SESSION_ID.eq(bound(EVENTS.SESSION_ID)))
        .and(EVENTS.SEQUENCE.le(bound(EVENTS.SEQUENCE)))
        .orderBy(EVENTS.SEQUENCE.desc());
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
      throw unreadable(wanted, new IllegalStateException("an event's parent is missing"));
    }
    if (headToKnown.isEmpty()) {
      return before;
    }
    List<TranscriptEvent> path = new ArrayList<>(before.size() + headToKnown.size());
    path.addAll(before);
    EventParent parent =
        before.isEmpty() ? EventParent.root() : EventParent.after(before.getLast().id());
    long characters = before.isEmpty() ? 0 : known.characters();
    for (Raw raw : headToKnown.reversed()) {
      TranscriptEvent event = event(raw, parent);
      path.add(event);
      characters += raw.payload().length();
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
    headToKnown.add(
        new Raw(
            sequence,
            id,
            row.text(),
            row.number(),
            row.text(),
            row.number(),
            row.textOrNull(),
            row.text()));
    return wanted != 0;
  }

  private static TranscriptEvent event(Raw raw, EventParent parent) {
    return new TranscriptEvent(
        new EventId(raw.id()),
        raw.sequence(),
        parent,
        new TurnId(raw.turn()),
        Micros.toInstant(raw.atMicros()),
        item(raw),
        Math.toIntExact(raw.tokens()),
        raw.provider() == null
            ? EventOrigin.client()
            : new EventOrigin.Model(new ProviderId(raw.provider())),
        Word.read(Completeness.class, raw.completeness()));
  }

  private static Item item(Raw raw) {
    try {
      return PayloadReader.read(raw.payload());
    } catch (PayloadReader.MalformedPayloadException e) {
      throw unreadable(raw.sequence(), e);
    }
  }

  private static StorageFailure unreadable(long sequence, RuntimeException cause) {
    return new StorageFailure(
        StorageFailure.Code.READ_FAILED,
        "An event of the session cannot be read. Nothing was changed.",
        Map.of("sequence", Long.toString(sequence)),
        cause);
  }
}
