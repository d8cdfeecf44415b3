package dev.holdfast.adapters.cli;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.GatewayRuns.Address;
import java.time.Instant;

/** Values that several tests show. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

  static final Address ADDRESS =
      new Address(
          "http://127.0.0.1:18790",
          "/home/ann/.holdfast",
          "0d9d3a4c-6a55-4a1e-9df1-0d5b1a6f7c11",
          "/home/ann/.holdfast/token",
          4711);

  static final Finding UNKNOWN_KEY =
      new Finding(
          "config-unknown-key",
          Severity.ERROR,
          "There is no key 'gatway'.",
          "/home/ann/.holdfast/holdfast.json:3:5",
          "Did you mean 'gateway'?");

  private Samples() {}

  static SessionEntry session(String key, String id, long events) {
    return session(key, id, events, "");
  }

  static SessionEntry session(String key, String id, long events, String label) {
    return new SessionEntry(
        AgentId.MAIN,
        SessionKey.ofStored(key),
        new SessionId(id),
        new PreviousSession.None(),
        EventParent.root(),
        events,
        new RouteSelection.AgentDefault(),
        label,
        ClientHabit.SENDS_NEW_MESSAGES,
        NOON,
        NOON.plusSeconds(1),
        NOON.plusSeconds(2),
        NOON.plusSeconds(3),
        7);
  }

  static TranscriptEvent event(long sequence, Item item) {
    return new TranscriptEvent(
        new EventId("e" + sequence),
        sequence,
        sequence == 1 ? EventParent.root() : EventParent.after(new EventId("e" + (sequence - 1))),
        new TurnId("t1"),
        NOON.plusSeconds(sequence),
        item,
        5,
        EventOrigin.client(),
        Completeness.COMPLETE);
  }
}
