package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.Canonicalization;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteDraft;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.UnreadAgent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sessions as the use cases behind the server would tell them; notes what it is asked. */
final class ScriptedSessions implements SessionAdministration {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");

  static final SessionEntry CHOSEN =
      session(
          "agent:main:web:direct:ann",
          new PreviousSession.Linked(new SessionId("s-0")),
          new RouteSelection.Chosen(route(), RouteProvenance.USER),
          "Ann");

  static final SessionEntry PLAIN =
      session("agent:main:main", new PreviousSession.None(), new RouteSelection.AgentDefault(), "");

  static final ArchivedSession ARCHIVED =
      new ArchivedSession(new ArchiveId("a-1"), CHOSEN, AT.plusSeconds(60));

  final List<String> asked = new CopyOnWriteArrayList<>();

  private volatile Optional<Refusal> refusal = Optional.empty();
  private volatile List<UnreadAgent> unread = List.of();

  private static SessionEntry session(
      String key, PreviousSession previous, RouteSelection selection, String label) {
    return new SessionEntry(
        AgentId.MAIN,
        SessionKey.ofStored(key),
        new SessionId("s-1"),
        previous,
        EventParent.root(),
        4,
        selection,
        label,
        ClientHabit.SENDS_NEW_MESSAGES,
        AT,
        AT.plusSeconds(1),
        AT.plusSeconds(2),
        AT.plusSeconds(3),
        7);
  }

  private static ModelRoute route() {
    return switch (new RouteCanonicalizer(Set.of())
        .canonicalize(RouteDraft.ofReference("openai/gpt-5.5"))) {
      case Canonicalization.Canonical canonical -> canonical.route();
      case Canonicalization.NoRoute none -> throw new IllegalStateException("not a route");
    };
  }

  /** Answers everything so. */
  void refuseEverything(Refusal answer) {
    refusal = Optional.of(answer);
  }

  /** Lists leave them out from now on. */
  void leaveOut(List<UnreadAgent> agents) {
    unread = agents;
  }

  @Override
  public Listing list(Requester by, String agent, Start start, int limit) {
    asked.add("list '" + agent + "' " + start + " " + limit);
    if (refusal.isPresent()) {
      return new Listing.Refused(refusal.get());
    }
    List<SessionEntry> rest =
        start instanceof Start.Newest ? List.of(CHOSEN, PLAIN) : List.of(PLAIN);
    return new Listing.Page(
        rest.stream().limit(limit).toList(), rest.size() > limit ? More.SOME : More.NONE, unread);
  }

  @Override
  public Finding find(Requester by, Named session) {
    asked.add("find " + session);
    if (refusal.isPresent()) {
      return new Finding.Refused(refusal.get());
    }
    return isThere(session) ? new Finding.Found(CHOSEN) : new Finding.Unknown();
  }

  @Override
  public Patching patch(Requester by, Named session, Patch patch) {
    asked.add("patch " + session + " " + patch);
    if (refusal.isPresent()) {
      return new Patching.Refused(refusal.get());
    }
    if (!isThere(session)) {
      return new Patching.Unknown();
    }
    return patch.expectedVersion() == 7
        ? new Patching.Patched(CHOSEN)
        : new Patching.VersionConflict(7);
  }

  @Override
  public Resetting reset(Requester by, Named session, RunningTurn running) {
    asked.add("reset " + session + " " + running);
    if (refusal.isPresent()) {
      return new Resetting.Refused(refusal.get());
    }
    return isThere(session) ? new Resetting.Reset(CHOSEN) : new Resetting.Unknown();
  }

  @Override
  public Deletion delete(Requester by, Named session, RunningTurn running) {
    asked.add("delete " + session + " " + running);
    if (refusal.isPresent()) {
      return new Deletion.Refused(refusal.get());
    }
    return isThere(session) ? new Deletion.Archived(ARCHIVED) : new Deletion.Unknown();
  }

  @Override
  public ArchiveListing archives(Requester by, String agent, ArchiveStart start, int limit) {
    asked.add("archives '" + agent + "' " + start + " " + limit);
    if (refusal.isPresent()) {
      return new ArchiveListing.Refused(refusal.get());
    }
    return new ArchiveListing.Page(
        List.of(ARCHIVED),
        start instanceof ArchiveStart.LastArchived ? More.SOME : More.NONE,
        unread);
  }

  @Override
  public Restoring restore(Requester by, String archive) {
    asked.add("restore " + archive);
    if (refusal.isPresent()) {
      return new Restoring.Unwritten(refusal.get());
    }
    return switch (archive) {
      case "none" -> new Restoring.Unknown();
      case "used" -> new Restoring.KeyInUse();
      default -> new Restoring.Restored(CHOSEN);
    };
  }

  private static boolean isThere(Named session) {
    return !session.key().equals("none");
  }
}
