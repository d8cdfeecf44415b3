package dev.holdfast.adapters.sqlite;

import com.google.inject.PrivateModule;
import com.google.inject.Scopes;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StoreInspection;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.read.ChangeReads;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.IdempotencyReads;
import dev.holdfast.ports.out.read.ResponseReads;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.WriteTransactions;

/**
 * Publishes the read ports, {@code WriteTransactions} and {@code Storage}, and nothing else.
 *
 * <p>Needs from outside: {@link StorageSettings}, a {@code Clock}, a {@code RouteCanonicalizer} and
 * a {@code Telemetry}.
 */
public final class SqliteModule extends PrivateModule {

  /**
   * Loads SQLite's library and what statements are written with, and opens no file. Takes longer
   * than all else a short command does, so a program may call it early, on a thread of its own;
   * whoever makes this module meanwhile waits for the end of it.
   */
  public static void loadAhead() {
    SqliteEngine.load();
  }

  @Override
  protected void configure() {
    loadAhead();
    bind(SqliteStorage.class).in(Scopes.SINGLETON);
    bind(Storage.class).to(SqliteStorage.class);
    bind(SessionReads.class).to(SqliteSessionReads.class);
    bind(SqliteSessionReads.class);
    bind(TurnReads.class).to(SqliteTurnReads.class);
    bind(SqliteTurnReads.class);
    bind(ResponseReads.class).to(SqliteResponseReads.class);
    bind(SqliteResponseReads.class);
    bind(IdempotencyReads.class).to(SqliteIdempotencyReads.class);
    bind(SqliteIdempotencyReads.class);
    bind(ChangeReads.class).to(SqliteChangeReads.class);
    bind(SqliteChangeReads.class);
    bind(ControlPlaneReads.class).to(SqliteControlPlaneReads.class);
    bind(SqliteControlPlaneReads.class);
    bind(WriteTransactions.class).to(SqliteWriteTransactions.class);
    bind(SqliteWriteTransactions.class);
    bind(StoreInspection.class).to(SqliteStoreInspection.class);
    bind(SqliteStoreInspection.class);
    bind(StoreMaintenance.class).to(SqliteStoreMaintenance.class);
    bind(SqliteStoreMaintenance.class);
    bind(StoreFolder.Room.class).toInstance(StoreFolder::usableBytes);
    expose(StoreInspection.class);
    expose(StoreMaintenance.class);
    expose(Storage.class);
    expose(SessionReads.class);
    expose(TurnReads.class);
    expose(ResponseReads.class);
    expose(IdempotencyReads.class);
    expose(ChangeReads.class);
    expose(ControlPlaneReads.class);
    expose(WriteTransactions.class);
  }
}
