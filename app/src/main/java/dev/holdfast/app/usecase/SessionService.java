package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.write.SessionWrites;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks after sessions: what is chosen for them, and the archive. */
final class SessionService implements SessionAdministration {

  private static final String NOT_FOUND = "session_not_found";

  private final SessionReads sessions;
  private final SessionAddress address;
  private final SessionPages pages;
  private final ModelCatalog models;
  private final ModelListings listings;
  private final SessionMoves moves;
  private final WriteBoundary boundary;
  private final AuditService audit;
  private final Clock clock;

  @Inject
  SessionService(
      SessionReads sessions,
      SessionAddress address,
      SessionPages pages,
      ModelCatalog models,
      ModelListings listings,
      SessionMoves moves,
      WriteBoundary boundary,
      AuditService audit,
      Clock clock) {
    this.sessions = sessions;
    this.address = address;
    this.pages = pages;
    this.models = models;
    this.listings = listings;
    this.moves = moves;
    this.boundary = boundary;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Listing list(Requester by, String agent, Start start, int limit) {
    List<AgentId> agents = address.agents(by.caller(), agent);
    if (agents.isEmpty()) {
      return new Listing.Refused(SessionAddress.unknownAgent("agent"));
    }
    try {
      return pages.page(by.caller(), agents, start, limit);
    } catch (StorageFailure failure) {
      return new Listing.Refused(StorageRefusals.ofLookup(failure));
    }
  }

  @Override
  public ArchiveListing archives(Requester by, String agent, ArchiveStart start, int limit) {
    List<AgentId> agents = address.agents(by.caller(), agent);
    if (agents.isEmpty()) {
      return new ArchiveListing.Refused(SessionAddress.unknownAgent("agent"));
    }
    try {
      return pages.archivePage(by.caller(), agents, start, limit);
    } catch (StorageFailure failure) {
      return new ArchiveListing.Refused(StorageRefusals.ofLookup(failure));
    }
  }

  @Override
  public Finding find(Requester by, Named session) {
    return switch (address.of(by.caller(), session)) {
      case SessionAddress.Resolution.Refused(Refusal refusal) -> new Finding.Refused(refusal);
      case SessionAddress.Resolution.Unreachable() -> new Finding.Unknown();
      case SessionAddress.Resolution.Meant(AgentId agent, SessionKey key) -> {
        try {
          yield switch (sessions.entry(agent, key)) {
            case StoredSession.Absent() -> new Finding.Unknown();
            case StoredSession.Present(SessionEntry entry) -> new Finding.Found(entry);
          };
        } catch (StorageFailure failure) {
          yield new Finding.Refused(StorageRefusals.ofLookup(failure));
        }
      }
    };
  }

  @Override
  public Patching patch(Requester by, Named session, Patch patch) {
    return switch (address.of(by.caller(), session)) {
      case SessionAddress.Resolution.Refused(Refusal refusal) ->
          refused(by, new AuditTarget.Nothing(), refusal);
      case SessionAddress.Resolution.Unreachable() -> {
        audit.refused(by, AuditOperation.SESSION_PATCH, new AuditTarget.Nothing(), NOT_FOUND);
        yield new Patching.Unknown();
      }
      case SessionAddress.Resolution.Meant(AgentId agent, SessionKey key) ->
          patch(by, agent, key, patch);
    };
  }

  private Patching patch(Requester by, AgentId agent, SessionKey key, Patch patch) {
    AuditTarget target = new AuditTarget.OfAgent(agent, key.value());
    Instant now = clock.instant();
    List<SessionChange> changes = new ArrayList<>();
    switch (patch.label()) {
      case LabelWish.Kept() -> {}
      case LabelWish.Changed(String label) ->
          changes.add(new SessionChange.Relabel(key, label, now));
    }
    switch (patch.model()) {
      case ModelWish.Kept() -> {}
      case ModelWish.AgentDefault() -> changes.add(new SessionChange.ClearRoute(key, now));
      case ModelWish.Chosen(String model) -> {
        Optional<SessionChange> choice = choice(agent, key, model, now);
        if (choice.isEmpty()) {
          return refused(by, target, unknownModel(by, model));
        }
        changes.add(choice.get());
      }
    }
    try {
      Patching patching =
          switch (boundary.patch(
              agent,
              key,
              patch.expectedVersion(),
              changes,
              audit.done(by, AuditOperation.SESSION_PATCH, target))) {
            case Patched.Done(SessionEntry entry) -> new Patching.Patched(entry);
            case Patched.Conflict(long current) -> {
              audit.refused(by, AuditOperation.SESSION_PATCH, target, "version_conflict");
              yield new Patching.VersionConflict(current);
            }
            case Patched.Missing() -> {
              audit.refused(by, AuditOperation.SESSION_PATCH, target, NOT_FOUND);
              yield new Patching.Unknown();
            }
          };
      audit.deliver(agent);
      return patching;
    } catch (StorageFailure failure) {
      return new Patching.Refused(StorageRefusals.ofLookup(failure));
    }
  }

  /** What a model's name asks for; empty if nothing has that name. */
  private Optional<SessionChange> choice(AgentId agent, SessionKey key, String model, Instant now) {
    return switch (ModelName.of(model)) {
      case ModelName.AgentDefault() -> Optional.of(new SessionChange.ClearRoute(key, now));
      case ModelName.OfAgent(String named) ->
          AgentId.isValid(named) && AgentId.of(named).equals(agent)
              ? Optional.of(new SessionChange.ClearRoute(key, now))
              : Optional.empty();
      case ModelName.Reference(String reference) ->
          models
              .route(reference)
              .map(
                  (ModelRoute route) ->
                      new SessionChange.SelectRoute(key, route, RouteProvenance.USER, now));
    };
  }

  private Refusal unknownModel(Requester by, String model) {
    return new Refusal(
        RefusalReason.MODEL_NOT_FOUND,
        "The model does not exist, is not configured, or is another agent's. Nothing was changed. "
            + listings.advice(by.caller(), model),
        "model");
  }

  private Patching refused(Requester by, AuditTarget target, Refusal refusal) {
    audit.refused(by, AuditOperation.SESSION_PATCH, target, AuditService.word(refusal));
    return new Patching.Refused(refusal);
  }

  @Override
  public Resetting reset(Requester by, Named session, RunningTurn running) {
    return moves.reset(by, session, running);
  }

  @Override
  public Deletion delete(Requester by, Named session, RunningTurn running) {
    return moves.delete(by, session, running);
  }

  @Override
  public Restoring restore(Requester by, String archive) {
    try {
      Optional<ArchivedSession> found = archived(by, archive);
      if (found.isEmpty()) {
        audit.refused(
            by, AuditOperation.SESSION_RESTORE, AuditTarget.asked(archive), "archive_not_found");
        return new Restoring.Unknown();
      }
      return restore(by, found.get());
    } catch (StorageFailure failure) {
      return new Restoring.Unwritten(StorageRefusals.ofLookup(failure));
    }
  }

  private Restoring restore(Requester by, ArchivedSession session) {
    AgentId agent = session.entry().agent();
    AuditTarget target = new AuditTarget.OfAgent(agent, session.entry().key().value());
    Restoring restoring =
        switch (boundary.restore(
            agent, session.id(), audit.done(by, AuditOperation.SESSION_RESTORE, target))) {
          case SessionWrites.Restoration.Restored(SessionEntry entry) ->
              new Restoring.Restored(entry);
          case SessionWrites.Restoration.KeyInUse _ -> {
            audit.refused(by, AuditOperation.SESSION_RESTORE, target, "session_exists");
            yield new Restoring.KeyInUse();
          }
          case SessionWrites.Restoration.Missing() -> {
            audit.refused(by, AuditOperation.SESSION_RESTORE, target, "archive_not_found");
            yield new Restoring.Unknown();
          }
        };
    audit.deliver(agent);
    return restoring;
  }

  /** Looks through every agent that the caller reaches: an archive id does not say whose it is. */
  private Optional<ArchivedSession> archived(Requester by, String archive) {
    if (archive.isEmpty() || archive.length() > ArchiveId.MAX_LENGTH) {
      return Optional.empty();
    }
    ArchiveId id = new ArchiveId(archive);
    Optional<StorageFailure> unreadable = Optional.empty();
    for (AgentId agent : address.agents(by.caller(), "")) {
      try {
        Optional<ArchivedSession> found = sessions.archive(agent, id);
        if (found.isPresent()) {
          return found.filter(session -> by.caller().keys().reaches(session.entry().key()));
        }
      } catch (StorageFailure failure) {
        unreadable = Optional.of(failure);
      }
    }
    if (unreadable.isPresent()) {
      throw unreadable.get();
    }
    return Optional.empty();
  }
}
