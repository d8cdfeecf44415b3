package dev.holdfast.architecture.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.ConfigurationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.spi.Elements;
import com.google.inject.spi.PrivateElements;
import dev.holdfast.adapters.sqlite.SqliteModule;
import dev.holdfast.adapters.sqlite.StorageSettings;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StoreInspection;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.read.ChangeReads;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.IdempotencyReads;
import dev.holdfast.ports.out.read.ResponseReads;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.ControlPlaneTransaction;
import dev.holdfast.ports.out.write.ResponseWrites;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.TokenWrites;
import dev.holdfast.ports.out.write.TranscriptWrites;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The storage module lets out the door and no key to the rooms")
class StorageExposureTest {

  @Test
  void it_exposes_the_read_ports_the_storage_its_care_and_the_transactions() {
    assertThat(Elements.getElements(new SqliteModule()))
        .filteredOn(PrivateElements.class::isInstance)
        .map(PrivateElements.class::cast)
        .flatExtracting(PrivateElements::getExposedKeys)
        .containsExactlyInAnyOrder(
            Key.get(Storage.class),
            Key.get(SessionReads.class),
            Key.get(TurnReads.class),
            Key.get(ResponseReads.class),
            Key.get(IdempotencyReads.class),
            Key.get(ChangeReads.class),
            Key.get(ControlPlaneReads.class),
            Key.get(WriteTransactions.class),
            Key.get(StoreInspection.class),
            Key.get(StoreMaintenance.class));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ControlPlaneTransaction.class,
        ResponseWrites.class,
        SessionWrites.class,
        TokenWrites.class,
        TranscriptWrites.class,
        TurnWrites.class,
        WriteTransaction.class
      })
  void a_write_port_cannot_be_injected(Class<?> port, @TempDir Path home) {
    Injector injector = injector(home);

    assertThatThrownBy(() -> injector.getInstance(port)).isInstanceOf(ConfigurationException.class);
  }

  @ParameterizedTest
  @ValueSource(classes = {SessionReads.class, WriteTransactions.class})
  void what_it_exposes_can_be(Class<?> port, @TempDir Path home) {
    assertThat(injector(home).getInstance(port)).isNotNull();
  }

  private static Injector injector(Path home) {
    return Guice.createInjector(
        new SqliteModule(),
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(StorageSettings.class).toInstance(new StorageSettings(home));
            bind(Clock.class).toInstance(Clock.systemUTC());
            bind(RouteCanonicalizer.class).toInstance(new RouteCanonicalizer(Set.of()));
            bind(Telemetry.class).toInstance(Telemetry.NONE);
          }
        });
  }
}
