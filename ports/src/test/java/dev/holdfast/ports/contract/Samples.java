package dev.holdfast.ports.contract;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.route.Canonicalization;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnOrigin;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.env.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Values that contracts are told with: short to write, different enough to be told apart. */
public final class Samples {

  /** The process that most turns belong to. */
  public static final InstanceId OWNER = new InstanceId("owner-1");

  /** Another process. */
  public static final InstanceId OTHER_OWNER = new InstanceId("owner-2");

  /** The terms of a process that has the store for itself. */
  public static final LeaseTerms ALONE = LeaseTerms.standard(Takeover.AT_ONCE);

  /** The terms of one of several processes. */
  public static final LeaseTerms SHARED = LeaseTerms.standard(Takeover.AFTER_DEADLINE);

  /** Where most turns come from. */
  public static final TurnOrigin ORIGIN =
      new TurnOrigin(
          "token-1", new RequestDigest("0123456789abcdef".repeat(4)), new PreviousAttempt.None());

  /** Knows no operator's own providers. */
  public static final RouteCanonicalizer ROUTES = new RouteCanonicalizer(Set.of());

  private static final Instant START = Instant.parse("2026-01-02T03:04:05.123456Z");

  private Samples() {}

  /** A request for a store with these agents. */
  public static Storage.StorageRequest request(AgentId... agents) {
    return new Storage.StorageRequest(
        List.of(agents),
        Storage.Creation.IF_ABSENT,
        Storage.Durability.NORMAL,
        ROUTES.blockedProviders(),
        Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP);
  }

  /** A moment, so many seconds after the first. */
  public static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  /** The key of a conversation. */
  public static SessionKey key(String name) {
    return SessionKey.ofStored("agent:main:web:direct:" + name);
  }

  /** A session id. */
  public static SessionId session(String name) {
    return new SessionId("session-" + name);
  }

  /** What a user says, somewhere in the tree. */
  public static NewEvent event(String id, EventParent parent) {
    return event(id, parent, Item.message(Role.USER, "text of " + id));
  }

  /** An item somewhere in the tree. */
  public static NewEvent event(String id, EventParent parent, Item item) {
    return new NewEvent(
        new EventId(id),
        parent,
        new TurnId("turn-of-" + id),
        at(10),
        item,
        7,
        EventOrigin.client(),
        Completeness.COMPLETE);
  }

  /** What a user says first. */
  public static NewEvent first(String id) {
    return event(id, EventParent.root());
  }

  /** What a user says after something. */
  public static NewEvent after(NewEvent parent, String id) {
    return event(id, EventParent.after(parent.id()));
  }

  /** The same event as one of a turn. */
  public static NewEvent inTurn(String turn, NewEvent event) {
    return new NewEvent(
        event.id(),
        event.parent(),
        new TurnId(turn),
        event.at(),
        event.item(),
        event.tokens(),
        event.origin(),
        event.completeness());
  }

  /** A response of a turn, which has this event as its newest. */
  public static NewResponse response(String id, String turn, SessionId session, NewEvent head) {
    return response(id, turn, session, EventParent.after(head.id()));
  }

  /** A response of a turn. */
  public static NewResponse response(String id, String turn, SessionId session, EventParent head) {
    return new NewResponse(
        new ResponseId(id),
        new PreviousResponse.None(),
        new TurnId(turn),
        session,
        head,
        new RawFields("{\"temperature\":0.5}"),
        Execution.FOREGROUND);
  }

  /** A turn of an unlisted transcript. */
  public static TurnChange.Started unlisted(String turn, SessionId session, InstanceId owner) {
    return started(turn, new TurnScope.Unlisted(session), owner, route("openai/gpt-5.5"));
  }

  /** A turn of a session. */
  public static TurnChange.Started started(
      String turn, SessionKey key, SessionId session, InstanceId owner) {
    return started(turn, new TurnScope.Keyed(key, session), owner, route("openai/gpt-5.5"));
  }

  /** A turn. */
  public static TurnChange.Started started(
      String turn, TurnScope scope, InstanceId owner, ModelRoute route) {
    return startedAt(turn, scope, owner, route, at(20));
  }

  /** A turn of a session that starts so many seconds after the first moment. */
  public static TurnChange.Started startedAt(
      String turn, SessionKey key, SessionId session, InstanceId owner, int second) {
    TurnScope scope = new TurnScope.Keyed(key, session);
    return startedAt(turn, scope, owner, route("openai/gpt-5.5"), at(second));
  }

  private static TurnChange.Started startedAt(
      String turn, TurnScope scope, InstanceId owner, ModelRoute route, Instant at) {
    return new TurnChange.Started(
        new TurnId(turn),
        scope,
        new RequestId("request-of-" + turn),
        ORIGIN,
        TurnApi.CHAT_COMPLETIONS,
        "openai-codex/gpt-5.5",
        route,
        HistoryAction.APPENDED,
        owner,
        at);
  }

  /** A turn's good end. */
  public static TurnChange.Ended completed(String turn, long epoch) {
    return ended(
        turn,
        epoch,
        TurnEnding.Completed.plain(
            FinishReason.STOP, new Usage(10, 20, 3, 4, 5, Usage.Source.REPORTED)));
  }

  /** A turn's end. */
  public static TurnChange.Ended ended(String turn, long epoch, TurnEnding ending) {
    return new TurnChange.Ended(new TurnId(turn), epoch, ending, at(30));
  }

  /** The canonical route that a reference means. */
  public static ModelRoute route(String reference) {
    return route(RouteDraft.ofReference(reference), ROUTES);
  }

  /** The canonical route that a draft means to a canonicalizer. */
  public static ModelRoute route(RouteDraft draft, RouteCanonicalizer routes) {
    return switch (routes.canonicalize(draft)) {
      case Canonicalization.Canonical canonical -> canonical.route();
      case Canonicalization.NoRoute noRoute ->
          throw new IllegalArgumentException("no route: " + noRoute.findings());
    };
  }
}
