package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
import dev.holdfast.ports.out.env.Telemetry;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The databases of one home, and their life. */
final class SqliteStorage implements Storage {

  private final Path home;
  private final Clock clock;
  private final RouteCanonicalizer routes;
  private final Telemetry telemetry;
  private final ReentrantLock opening = new ReentrantLock();
  private final DeathNotice death = new DeathNotice();
  private final CommitNotice commits = new CommitNotice();
  private volatile @Nullable OpenStore store;

  @Inject
  SqliteStorage(
      StorageSettings settings, Clock clock, RouteCanonicalizer routes, Telemetry telemetry) {
    this.home = settings.home();
    this.clock = clock;
    this.routes = routes;
    this.telemetry = telemetry;
  }

  @Override
  public StorageReport open(StorageRequest request) {
    opening.lock();
    try {
      requireClosed();
      StoreOpening step = new StoreOpening(home, clock, routes, death::died, telemetry);
      OpenStore opened = step.open(request);
      store = opened;
      return step.report(opened);
    } finally {
      opening.unlock();
    }
  }

  @Override
  public ReadOnlyOpening openForReading() {
    opening.lock();
    try {
      requireClosed();
      StoreOpening step = new StoreOpening(home, clock, routes, death::died, telemetry);
      if (!step.isThere()) {
        return new ReadOnlyOpening.NoStore();
      }
      OpenStore opened = step.openForReading();
      store = opened;
      return new ReadOnlyOpening.Opened(step.report(opened));
    } finally {
      opening.unlock();
    }
  }

  @Override
  public boolean probe() {
    OpenStore open = store;
    if (open == null) {
      return false;
    }
    try {
      return open.controlPlane().write(plane -> plane.probe(clock.instant())) == 1;
    } catch (StorageFailure failure) {
      return false;
    }
  }

  @Override
  public void watch(DeathWatch watch) {
    death.watch(watch);
  }

  @Override
  public void close() {
    opening.lock();
    try {
      OpenStore open = store;
      store = null;
      if (open != null) {
        open.close();
      }
    } finally {
      opening.unlock();
    }
  }

  /** The control plane of the open store. */
  Database<ControlPlane, ControlPlane> controlPlane() {
    return open().controlPlane();
  }

  /** The database of an agent in service. */
  Database<AgentWrites, AgentReads> agent(AgentId agent) {
    return open().agent(agent);
  }

  /** Who is told of commits. */
  CommitNotice commits() {
    return commits;
  }

  /** The open store. */
  OpenStore open() {
    OpenStore open = store;
    if (open == null) {
      throw Failures.closed();
    }
    return open;
  }

  private void requireClosed() {
    if (store != null) {
      throw new IllegalStateException("the storage is open already");
    }
  }
}
