package dev.holdfast.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.holdfast.adapters.sqlite.StorageSettings;
import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.domain.route.RouteCanonicalizer;
import java.nio.file.Path;
import java.time.Clock;

/** What gateway and command line know of a home alike. */
final class HomeModule extends AbstractModule {

  private final Path home;
  private final ConfigurationInForce configuration;
  private final Clock clock;

  HomeModule(Path home, ConfigurationInForce configuration, Clock clock) {
    this.home = home;
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  protected void configure() {
    bind(ConfigurationInForce.class).toInstance(configuration);
    bind(Clock.class).toInstance(clock);
    bind(StorageSettings.class).toInstance(new StorageSettings(home));
  }

  @Provides
  @Singleton
  RouteCanonicalizer canonicalizer() {
    return new RouteCanonicalizer(configuration.now().operatorDefinedProviders());
  }
}
