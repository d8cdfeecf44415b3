package dev.holdfast.ports.memory;

import dev.holdfast.domain.change.Change;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.Lease;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.memory.AgentData.Holder;
import dev.holdfast.ports.memory.AgentData.LeaseRow;
import dev.holdfast.ports.memory.AgentData.Listing;
import dev.holdfast.ports.memory.AgentData.TranscriptRow;
import dev.holdfast.ports.memory.AgentData.TurnRow;
import dev.holdfast.ports.out.write.TurnWrites;
import java.time.Instant;
import java.util.List;

/** Turns and leases of an open transaction. */
final class InMemoryTurnWrites implements TurnWrites {

  private static final String TAKEN_OVER = "another process took the session's lease over";

  private final AgentDraft draft;

  InMemoryTurnWrites(AgentDraft draft) {
    this.draft = draft;
  }

  @Override
  public StartResult start(TurnChange.Started started, LeaseTerms terms) {
    draft.checkOpen();
    return switch (started.scope()) {
      case TurnScope.Stateless() -> {
        store(started, 0);
        yield new StartResult.Unleased();
      }
      case TurnScope.Unlisted(SessionId session) -> {
        requireIn(session, new Listing.Unlisted());
        store(started, 0);
        yield new StartResult.Unleased();
      }
      case TurnScope.Keyed(SessionKey key, SessionId session) ->
          startIn(key, session, started, terms);
    };
  }

  private StartResult startIn(
      SessionKey key, SessionId session, TurnChange.Started started, LeaseTerms terms) {
    LeaseRow lease = lease(key);
    if (lease.holder() instanceof Holder.Turn(LeaseHolder holder)) {
      switch (terms.judge(holder, started.owner(), started.at())) {
        case OWN -> {
          return new StartResult.Busy();
        }
        case ALIVE -> {
          return new StartResult.Held(holder);
        }
        case DEAD -> takeOver(holder, started.at());
      }
    }
    requireIn(session, new Listing.Of(key));
    long epoch = lease.epoch() + 1;
    store(started, epoch);
    Instant since = AgentDraft.kept(started.at());
    Instant deadline = terms.deadlineFrom(since);
    LeaseHolder holder = new LeaseHolder(started.owner(), started.turn(), epoch, since, deadline);
    draft.leases.put(key, new LeaseRow(epoch, new Holder.Turn(holder)));
    return new StartResult.Granted(new Lease(started.owner(), epoch, deadline));
  }

  @Override
  public EndResult end(TurnChange.Ended ended) {
    draft.checkOpen();
    TurnRow row = draft.turns.get(ended.turn());
    if (row == null || !row.isRunning() || row.epoch() != ended.epoch()) {
      return new EndResult.LeaseLost();
    }
    finish(ended.turn(), ended.ending(), ended.at());
    return new EndResult.Stored();
  }

  @Override
  public Renewal renew(SessionKey key, TurnId turn, long epoch, Instant deadline) {
    draft.checkOpen();
    if (lease(key).holder() instanceof Holder.Turn(LeaseHolder holder)
        && holder.turn().equals(turn)
        && holder.epoch() == epoch) {
      LeaseHolder longer =
          new LeaseHolder(holder.owner(), turn, epoch, holder.since(), AgentDraft.kept(deadline));
      draft.leases.put(key, new LeaseRow(epoch, new Holder.Turn(longer)));
      return Renewal.RENEWED;
    }
    return Renewal.LOST;
  }

  @Override
  public Idleness claimIdle(SessionKey key, InstanceId owner, LeaseTerms terms, Instant at) {
    draft.checkOpen();
    return switch (lease(key).holder()) {
      case Holder.Nobody() -> new Idleness.Idle();
      case Holder.Turn(LeaseHolder holder) ->
          switch (terms.judge(holder, owner, at)) {
            case OWN, ALIVE -> new Idleness.Held(holder);
            case DEAD -> {
              takeOver(holder, at);
              yield new Idleness.Idle();
            }
          };
    };
  }

  private void takeOver(LeaseHolder holder, Instant at) {
    finish(holder.turn(), new TurnEnding.Interrupted(TAKEN_OVER), at);
  }

  private LeaseRow lease(SessionKey key) {
    return draft.leases.getOrDefault(key, new LeaseRow(0, new Holder.Nobody()));
  }

  @Override
  public int interruptAllBut(InstanceId owner, String reason, Instant at) {
    draft.checkOpen();
    List<TurnId> orphans =
        draft.turns.values().stream()
            .filter(TurnRow::isRunning)
            .map(TurnRow::started)
            .filter(started -> !started.owner().equals(owner))
            .map(TurnChange.Started::turn)
            .toList();
    orphans.forEach(turn -> finish(turn, new TurnEnding.Interrupted(reason), at));
    return orphans.size();
  }

  @Override
  public int interruptIn(SessionKey key, InstanceId owner, String reason, Instant at) {
    draft.checkOpen();
    if (lease(key).holder() instanceof Holder.Turn(LeaseHolder holder)
        && holder.owner().equals(owner)) {
      finish(holder.turn(), new TurnEnding.Interrupted(reason), at);
      return 1;
    }
    return 0;
  }

  @Override
  public int freeStray(StrayLease stray) {
    draft.checkOpen();
    LeaseRow lease = lease(stray.key());
    TurnRow turn = draft.turns.get(stray.holder().turn());
    boolean isStray = turn == null || !turn.isRunning();
    if (!isStray || !lease.holder().equals(new Holder.Turn(stray.holder()))) {
      return 0;
    }
    draft.leases.put(stray.key(), new LeaseRow(lease.epoch(), new Holder.Nobody()));
    return 1;
  }

  private void requireIn(SessionId session, Listing listing) {
    TranscriptRow transcript = draft.transcripts.get(session);
    if (transcript == null
        || !transcript.listing().equals(listing)
        || draft.administration.isArchived(session)) {
      throw InMemoryStore.constraint("A turn belongs to a stored session and has its key.");
    }
  }

  private void finish(TurnId turn, TurnEnding ending, Instant at) {
    TurnRow row = draft.turns.get(turn);
    draft.turns.put(
        turn,
        new TurnRow(
            row.number(),
            row.started(),
            row.epoch(),
            new TurnProgress.Ended(ending, AgentDraft.kept(at))));
    draft.log(
        AgentDraft.kept(at), new Change.TurnEnded(turn, row.started().scope(), ending.state()));
    if (row.started().scope() instanceof TurnScope.Keyed(SessionKey key, SessionId session)) {
      draft.leases.computeIfPresent(
          key,
          (same, lease) ->
              lease.holder() instanceof Holder.Turn(LeaseHolder holder)
                      && holder.turn().equals(turn)
                  ? new LeaseRow(lease.epoch(), new Holder.Nobody())
                  : lease);
    }
  }

  private void store(TurnChange.Started started, long epoch) {
    draft.blocked.check(started.effective());
    TurnChange.Started kept =
        new TurnChange.Started(
            started.turn(),
            started.scope(),
            started.request(),
            started.origin(),
            started.api(),
            started.requestedModel(),
            started.effective(),
            started.history(),
            started.owner(),
            AgentDraft.kept(started.at()));
    TurnRow row = new TurnRow(draft.turns.size() + 1L, kept, epoch, new TurnProgress.Running());
    if (draft.turns.putIfAbsent(started.turn(), row) != null) {
      throw InMemoryStore.constraint("A turn id is used once.");
    }
    draft.log(kept.at(), new Change.TurnStarted(kept.turn(), kept.scope()));
  }
}
