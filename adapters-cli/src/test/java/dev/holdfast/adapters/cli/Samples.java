package dev.holdfast.adapters.cli;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.Medium;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.GatewayRuns.Address;
import dev.holdfast.ports.in.HomeDoor.Sight;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import dev.holdfast.ports.in.SessionPlace;
import dev.holdfast.ports.in.SessionSummary;
import dev.holdfast.ports.in.TokenSummary;
import dev.holdfast.ports.in.TurnSummary;
import java.time.Instant;
import java.util.List;

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

  static final StoreId STORE = new StoreId(ADDRESS.storeId());

  static final Finding UNKNOWN_KEY =
      new Finding(
          "config-unknown-key",
          Severity.ERROR,
          "There is no key 'gatway'.",
          "/home/ann/.holdfast/holdfast.json:3:5",
          "Did you mean 'gateway'?");

  private Samples() {}

  /** The home as its owner finds it. */
  static Sight.Home home(HomeHolder holder, TokenAtHand token) {
    return home(new Standing.Own(), new StoreAtPath.Known(STORE), holder, token);
  }

  static Sight.Home home(
      Standing standing, StoreAtPath store, HomeHolder holder, TokenAtHand token) {
    return new Sight.Home(
        ADDRESS.home(),
        standing,
        List.of(),
        1000,
        1000,
        Medium.WRITABLE,
        store,
        holder,
        List.of("state/control", "agents/main/agent/data"),
        token);
  }

  /** No token is there. */
  static TokenAtHand noToken() {
    return new TokenAtHand.None("Set HOLDFAST_TOKEN to one.");
  }

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

  static SessionPlace place(String key, String id) {
    return new SessionPlace(
        AgentId.MAIN,
        SessionKey.ofStored(key),
        new SessionId(id),
        new PreviousSession.Linked(new SessionId("s-0")));
  }

  static SessionSummary summary() {
    return new SessionSummary(
        place("agent:main:main", "s-1"),
        "Ann",
        4,
        "",
        NOON,
        NOON.plusSeconds(1),
        NOON.plusSeconds(2),
        NOON.plusSeconds(3),
        7);
  }

  static ArchiveSummary archived(String id) {
    return new ArchiveSummary(new ArchiveId(id), place("agent:main:main", "s-1"), "", 4, NOON);
  }

  static TokenSummary token(String id, TokenSummary.Use use) {
    return new TokenSummary(
        id,
        "ci",
        Scope.WRITE,
        new AgentBinding.Only(AgentId.MAIN),
        new KeyBinding.Prefix("agent:main:web:"),
        NOON,
        NOON,
        new Expiry.At(Instant.parse("2026-04-01T00:00:00Z")),
        use);
  }

  static TurnSummary turn(String id, TurnSummary.Stage stage) {
    return new TurnSummary(
        new TurnId(id),
        AgentId.MAIN,
        "agent:main:web:ann",
        "s-1",
        "r-1",
        "",
        "chat",
        "holdfast",
        "demo/demo",
        NOON,
        stage);
  }
}
