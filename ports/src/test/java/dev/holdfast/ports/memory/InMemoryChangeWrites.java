package dev.holdfast.ports.memory;

import dev.holdfast.ports.out.write.ChangeWrites;
import java.time.Instant;

/** The log of changes of an open transaction. */
final class InMemoryChangeWrites implements ChangeWrites {

  private final AgentDraft draft;

  InMemoryChangeWrites(AgentDraft draft) {
    this.draft = draft;
  }

  @Override
  public int cut(Instant moment, long most, int limit) {
    draft.checkOpen();
    AgentData.ChangeLog log = draft.changes;
    int due =
        (int)
            log.changes().stream()
                .limit(limit)
                .takeWhile(
                    change ->
                        change.at().isBefore(moment) || change.number() <= log.newest() - most)
                .count();
    draft.changes = log.without(due);
    return due;
  }
}
