package dev.holdfast.app.wiring;

import com.google.inject.Injector;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.DirectAccess.DirectHome;
import dev.holdfast.ports.in.HomeChanges;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageReport;
import java.util.List;

/** A home under its lock, with its store open. */
final class LocalDirectHome implements DirectHome {

  private final HomeLock lock;
  private final Storage storage;
  private final StoreId store;
  private final HomeLists queries;
  private final HomeChanges changes;

  private LocalDirectHome(
      HomeLock lock, Storage storage, StoreId store, HomeLists queries, HomeChanges changes) {
    this.lock = lock;
    this.storage = storage;
    this.store = store;
    this.queries = queries;
    this.changes = changes;
  }

  /**
   * Opens the store of a home that is locked; the lock is given back if that fails.
   *
   * @throws dev.holdfast.ports.out.env.StorageFailure if it cannot be opened
   */
  static LocalDirectHome open(HomeLock lock, Configuration configuration, Injector injector) {
    Storage storage = injector.getInstance(Storage.class);
    boolean opened = false;
    try {
      StorageReport report = storage.open(opening(injector, configuration));
      LocalDirectHome home =
          new LocalDirectHome(
              lock,
              storage,
              report.store(),
              injector.getInstance(HomeLists.class),
              injector.getInstance(HomeChanges.class));
      opened = true;
      return home;
    } finally {
      if (!opened) {
        storage.close();
        lock.close();
      }
    }
  }

  /** How a store is opened that is there: nothing of it is made or brought forward. */
  static Storage.StorageRequest opening(Injector injector, Configuration configuration) {
    return new Storage.StorageRequest(
        // Agents that are configured and have no database yet are left to a gateway to make.
        List.of(),
        Storage.Creation.FORBIDDEN,
        configuration.gateway().durability(),
        injector.getInstance(RouteCanonicalizer.class).blockedProviders(),
        Storage.SchemaUpgrade.FORBIDDEN);
  }

  @Override
  public StoreId store() {
    return store;
  }

  @Override
  public HomeLists queries() {
    return queries;
  }

  @Override
  public HomeChanges changes() {
    return changes;
  }

  @Override
  public void close() {
    try (lock) {
      storage.close();
    }
  }
}
