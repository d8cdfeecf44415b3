package dev.holdfast.adapters.http.server;

import dev.holdfast.ports.in.Revocations;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells of revocations when a test says so. */
final class ScriptedRevocations implements Revocations {

  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

  @Override
  public Watch watch(Watcher watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  void revoke(String tokenId) {
    watchers.forEach(watcher -> watcher.revoked(tokenId));
  }
}
