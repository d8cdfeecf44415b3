package dev.holdfast.adapters.sqlite;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.contract.StoreFixture;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;

/** A home on disk with the ports on it, put together by the module that the program uses. */
final class SqliteFixture implements StoreFixture {

  private final Injector injector;

  SqliteFixture(Path home) {
    injector =
        Guice.createInjector(
            new SqliteModule(),
            binder -> {
              binder.requireExplicitBindings();
              binder.bind(StorageSettings.class).toInstance(new StorageSettings(home));
              binder.bind(Clock.class).toInstance(Clock.fixed(Samples.at(0), ZoneOffset.UTC));
              binder.bind(RouteCanonicalizer.class).toInstance(Samples.ROUTES);
            });
  }

  /** An open store with the usual agent. */
  static SqliteFixture opened(Path home) {
    SqliteFixture fixture = new SqliteFixture(home);
    fixture.storage().open(Samples.request(AgentId.MAIN));
    return fixture;
  }

  @Override
  public Storage storage() {
    return injector.getInstance(Storage.class);
  }

  @Override
  public SessionReads sessions() {
    return injector.getInstance(SessionReads.class);
  }

  @Override
  public TurnReads turns() {
    return injector.getInstance(TurnReads.class);
  }

  @Override
  public ControlPlaneReads controlPlane() {
    return injector.getInstance(ControlPlaneReads.class);
  }

  @Override
  public WriteTransactions transactions() {
    return injector.getInstance(WriteTransactions.class);
  }
}
