package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.read.ChangeReads.Watch;
import dev.holdfast.ports.out.read.ChangeReads.Watcher;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells of the commits of this process. Any thread may call it. */
final class CommitNotice {

  private final List<Held> watchers = new CopyOnWriteArrayList<>();

  /** Two watches of one watcher are two. */
  private static final class Held {

    private final Watcher watcher;

    Held(Watcher watcher) {
      this.watcher = watcher;
    }
  }

  Watch watch(Watcher watcher) {
    Held held = new Held(watcher);
    watchers.add(held);
    return () -> watchers.remove(held);
  }

  /** Says that something was committed to an agent's database. */
  void committed(AgentId agent) {
    for (Held held : watchers) {
      held.watcher.committed(agent);
    }
  }
}
