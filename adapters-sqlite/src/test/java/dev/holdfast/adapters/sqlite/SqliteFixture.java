package dev.holdfast.adapters.sqlite;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.contract.StoreFixture;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.read.ChangeReads;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.IdempotencyReads;
import dev.holdfast.ports.out.read.ResponseReads;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A home on disk with the ports on it, put together by the module that the program uses. */
final class SqliteFixture implements StoreFixture {

  private final Injector injector;

  SqliteFixture(Path home) {
    this(home, Telemetry.NONE);
  }

  /** The same with somebody who hears what happens. */
  SqliteFixture(Path home, Telemetry telemetry) {
    injector =
        Guice.createInjector(
            new SqliteModule(),
            binder -> {
              binder.requireExplicitBindings();
              binder.bind(StorageSettings.class).toInstance(new StorageSettings(home));
              binder.bind(Clock.class).toInstance(Clock.fixed(Samples.at(0), ZoneOffset.UTC));
              binder.bind(RouteCanonicalizer.class).toInstance(Samples.ROUTES);
              binder.bind(Telemetry.class).toInstance(telemetry);
            });
  }

  /** A home that has an empty store with the usual agent; not open. */
  static SqliteFixture withStore(Path home) {
    Template.copyTo(home);
    return new SqliteFixture(home);
  }

  /** An open, empty store with the usual agent. */
  static SqliteFixture opened(Path home) {
    SqliteFixture fixture = withStore(home);
    fixture.storage().open(Samples.request(AgentId.MAIN));
    return fixture;
  }

  /** An empty store, made once by the real migrations: making one anew for each test takes long. */
  private static final class Template {

    private static final Map<String, byte[]> FILES = make();

    static void copyTo(Path home) {
      try {
        for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
          Path target = home.resolve(file.getKey());
          Files.createDirectories(target.getParent());
          Files.write(target, file.getValue());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Map<String, byte[]> make() {
      try {
        Path home = Files.createTempDirectory("holdfast-template");
        Storage storage = new SqliteFixture(home).storage();
        storage.open(Samples.request(AgentId.MAIN));
        storage.close();
        try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
          raw.execute("DELETE FROM store_places");
        }
        Map<String, byte[]> files = new TreeMap<>();
        for (String file : List.of(RawDatabase.CONTROL_PLANE, RawDatabase.AGENT)) {
          files.put(file, Files.readAllBytes(home.resolve(file)));
        }
        Folders.delete(home);
        return files;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException("the template cannot be made", e);
      }
    }
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
  public IdempotencyReads idempotency() {
    return injector.getInstance(IdempotencyReads.class);
  }

  @Override
  public ResponseReads responses() {
    return injector.getInstance(ResponseReads.class);
  }

  @Override
  public ChangeReads changes() {
    return injector.getInstance(ChangeReads.class);
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
