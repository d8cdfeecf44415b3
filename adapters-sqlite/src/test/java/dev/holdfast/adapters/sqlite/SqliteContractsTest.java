package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.ConfigurationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.ports.contract.ContractClasses;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.read.ChangeReads;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.IdempotencyReads;
import dev.holdfast.ports.out.read.ResponseReads;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The SQLite store runs every contract and shows nothing else")
class SqliteContractsTest {

  @Test
  void every_contract_is_run_here() {
    List<Class<?>> here =
        List.of(
            SqliteStorageTest.class,
            SqliteControlPlaneTest.class,
            SqliteTransactionTest.class,
            SqliteSessionTest.class,
            SqliteTranscriptTest.class,
            SqliteTurnTest.class,
            SqliteResponseTest.class,
            SqliteChangeTest.class);

    assertThat(ContractClasses.contracts())
        .isNotEmpty()
        .allSatisfy(contract -> assertThat(here).anyMatch(test -> contract.isAssignableFrom(test)));
  }

  @Test
  void no_test_here_can_be_skipped() {
    assertThat(ContractClasses.thatCanBeSkipped(SqliteContractsTest.class)).isEmpty();
  }

  @Test
  void the_module_exposes_the_ports_and_nothing_else(@TempDir Path home) {
    Injector injector =
        Guice.createInjector(
            new SqliteModule(),
            binder -> {
              binder.requireExplicitBindings();
              binder.bind(StorageSettings.class).toInstance(new StorageSettings(home));
              binder.bind(Clock.class).toInstance(Clock.systemUTC());
              binder.bind(RouteCanonicalizer.class).toInstance(Samples.ROUTES);
              binder.bind(Telemetry.class).toInstance(Telemetry.NONE);
            });

    assertThat(injector.getBindings().keySet())
        .extracting(key -> (Object) key.getTypeLiteral().getRawType())
        .contains(
            Storage.class,
            SessionReads.class,
            TurnReads.class,
            ResponseReads.class,
            ChangeReads.class,
            IdempotencyReads.class,
            ControlPlaneReads.class,
            WriteTransactions.class)
        .noneMatch(type -> ((Class<?>) type).getSimpleName().startsWith("Sqlite"));
    assertThat(injector.getInstance(Storage.class)).isSameAs(injector.getInstance(Storage.class));
    assertThatThrownBy(() -> injector.getInstance(Key.get(SqliteStorage.class)))
        .isInstanceOf(ConfigurationException.class);
  }
}
