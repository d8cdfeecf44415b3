package dev.holdfast.ports.memory;

import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.memory.AgentData.Came;
import dev.holdfast.ports.memory.AgentData.NamedRow;
import dev.holdfast.ports.out.model.KeptAnswer;
import dev.holdfast.ports.out.write.IdempotencyWrites;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Named requests of an open transaction. */
final class InMemoryIdempotencyWrites implements IdempotencyWrites {

  private final AgentDraft draft;

  InMemoryIdempotencyWrites(AgentDraft draft) {
    this.draft = draft;
  }

  @Override
  public Claim claim(
      IdempotencyId id,
      RequestDigest digest,
      TurnId turn,
      PreviousAttempt expected,
      Instant validSince,
      Instant at) {
    draft.checkOpen();
    expire(id, validSince);
    NamedRow row = draft.named.get(id);
    return switch (expected) {
      case PreviousAttempt.None() -> {
        if (row != null) {
          yield Claim.TAKEN;
        }
        draft.named.put(id, new NamedRow(digest, tried(turn), AgentDraft.kept(at)));
        yield Claim.CLAIMED;
      }
      case PreviousAttempt.Of(TurnId previous) -> {
        if (row == null
            || !row.digest().equals(digest)
            || !(row.came() instanceof Came.Tried(TurnId newest, KeptAnswer answer))
            || !newest.equals(previous)) {
          yield Claim.TAKEN;
        }
        draft.named.put(id, new NamedRow(digest, tried(turn), row.since()));
        yield Claim.CLAIMED;
      }
    };
  }

  private Came tried(TurnId turn) {
    if (!draft.turns.containsKey(turn)) {
      throw InMemoryStore.constraint("Only a stored turn is a try.");
    }
    return new Came.Tried(turn, new KeptAnswer.None());
  }

  @Override
  public void refuse(
      IdempotencyId id, RequestDigest digest, Refusal refusal, Instant validSince, Instant at) {
    draft.checkOpen();
    expire(id, validSince);
    draft.named.putIfAbsent(
        id, new NamedRow(digest, new Came.Refused(refusal), AgentDraft.kept(at)));
  }

  @Override
  public void keep(TurnId turn, KeptAnswer.Whole answer) {
    draft.checkOpen();
    draft.named.replaceAll(
        (id, row) ->
            row.came() instanceof Came.Tried(TurnId newest, KeptAnswer before)
                    && newest.equals(turn)
                ? new NamedRow(row.digest(), new Came.Tried(turn, answer), row.since())
                : row);
  }

  @Override
  public int removeBefore(Instant moment, int limit) {
    draft.checkOpen();
    List<IdempotencyId> old =
        draft.named.entrySet().stream()
            .filter(entry -> entry.getValue().since().isBefore(AgentDraft.kept(moment)))
            .sorted(Comparator.comparing(entry -> entry.getValue().since()))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    old.forEach(draft.named::remove);
    return old.size();
  }

  private void expire(IdempotencyId id, Instant validSince) {
    draft.named.computeIfPresent(
        id, (same, row) -> row.since().isBefore(AgentDraft.kept(validSince)) ? null : row);
  }
}
