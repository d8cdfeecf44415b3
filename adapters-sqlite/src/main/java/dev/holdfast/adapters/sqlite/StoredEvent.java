package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.ARTIFACTS;
import static org.jooq.impl.DSL.coalesce;

import dev.holdfast.adapters.sqlite.jooq.agent.tables.Events;
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
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * The row of an event as it is collected inside a read transaction; what it means is worked out
 * afterwards, on the caller's thread.
 *
 * @param provider NULL: it came with a request
 */
record StoredEvent(
    long sequence,
    String id,
    String turn,
    long atMicros,
    String payload,
    long tokens,
    @Nullable String provider,
    String completeness) {

  /**
   * The columns behind sequence and id, in the order in which {@link #read} takes them. The query
   * joins the artifacts.
   */
  static List<Field<?>> columns(Events events) {
    return List.of(
        events.TURN_ID,
        events.AT_MICROS,
        coalesce(events.PAYLOAD, ARTIFACTS.CONTENT),
        events.TOKENS,
        events.ORIGIN_PROVIDER,
        events.COMPLETENESS);
  }

  static StoredEvent read(long sequence, String id, Row row) throws SQLException {
    return new StoredEvent(
        sequence,
        id,
        row.text(),
        row.number(),
        row.text(),
        row.number(),
        row.textOrNull(),
        row.text());
  }

  /** The event, which stands after this. */
  TranscriptEvent after(EventParent parent) {
    return new TranscriptEvent(
        new EventId(id),
        sequence,
        parent,
        new TurnId(turn),
        Micros.toInstant(atMicros),
        item(),
        Math.toIntExact(tokens),
        provider == null ? EventOrigin.client() : new EventOrigin.Model(new ProviderId(provider)),
        Word.read(Completeness.class, completeness));
  }

  /** An event that is not as it was written. */
  static StorageFailure unreadable(long sequence, RuntimeException cause) {
    return new StorageFailure(
        StorageFailure.Code.READ_FAILED,
        "An event of the session cannot be read. Nothing was changed.",
        Map.of("sequence", Long.toString(sequence)),
        cause);
  }

  private Item item() {
    try {
      return PayloadReader.read(payload);
    } catch (PayloadReader.MalformedPayloadException e) {
      throw unreadable(sequence, e);
    }
  }
}
