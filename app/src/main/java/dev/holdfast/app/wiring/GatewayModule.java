package dev.holdfast.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.holdfast.adapters.http.HttpSettings;
import dev.holdfast.adapters.http.UpstreamRuntime;
import dev.holdfast.adapters.http.UpstreamSettings;
import dev.holdfast.app.configuration.ConfigurationSource;
import dev.holdfast.app.configuration.Secret;
import dev.holdfast.app.demo.DemoRuntime;
import dev.holdfast.app.files.HomeDiskSpace;
import dev.holdfast.app.files.HomeFirstToken;
import dev.holdfast.app.files.ProcMemory;
import dev.holdfast.app.files.RandomTokenTexts;
import dev.holdfast.app.files.TokenFile;
import dev.holdfast.app.logging.LogSecrets;
import dev.holdfast.app.usecase.GatewayWishes;
import dev.holdfast.app.usecase.InstalledRuntimes;
import dev.holdfast.app.usecase.MeasuredRuntime;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.route.RuntimeId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.ports.out.env.DiskSpace;
import dev.holdfast.ports.out.env.FirstToken;
import dev.holdfast.ports.out.env.LogControl;
import dev.holdfast.ports.out.env.ProcessIdentity;
import dev.holdfast.ports.out.env.ProcessMemory;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.env.TokenTexts;
import dev.holdfast.ports.out.model.ModelRuntime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

/** What only a gateway needs of its home and configuration. */
final class GatewayModule extends AbstractModule {

  private final Path home;
  private final Surroundings surroundings;
  private final Course course;
  private final int port;

  GatewayModule(Path home, Surroundings surroundings, Course course, int port) {
    this.home = home;
    this.surroundings = surroundings;
    this.course = course;
    this.port = port;
  }

  @Override
  protected void configure() {
    // Unscoped: both are asked for each time they are needed.
    bind(HttpSettings.class)
        .toProvider(new Derived<>(course.configuration(), now -> SettingsOf.server(now, port)));
    bind(UpstreamSettings.class)
        .toProvider(new Derived<>(course.configuration(), SettingsOf::upstreams));
    bind(ConfigurationSource.class).toInstance(course.source());
    bind(GatewayWishes.class).toInstance(course.wishes());
    bind(LogControl.class).toInstance(new ProcessLog());
    bind(ProcessMemory.class).toInstance(new ProcMemory());
    // Whoever holds the home's lock knows that every other gateway of it is gone.
    bind(LeaseTerms.class).toInstance(LeaseTerms.standard(Takeover.AT_ONCE));
    bind(ProcessIdentity.class).toInstance(surroundings.process());
    bind(DiskSpace.class).toInstance(new HomeDiskSpace(home));
    bind(AuditAuthor.OperatingSystemUser.class)
        .toInstance(new AuditAuthor.OperatingSystemUser(surroundings.userName()));
    bind(TokenTexts.class)
        .toInstance(new RandomTokenTexts(new SecureRandom(), GatewayModule::hideFromLog));
    bind(FirstToken.class)
        .toInstance(
            new HomeFirstToken(
                new TokenFile(home, surroundings.user()),
                new SecureRandom(),
                GatewayModule::hideFromLog));
  }

  /** Sees to it that this process never logs a secret. */
  static void hideFromLog(Secret secret) {
    LogSecrets.ofThisProcess().hide(secret.reveal());
  }

  @Provides
  @Singleton
  InstalledRuntimes runtimes(
      @UpstreamRuntime ModelRuntime upstream, @DemoRuntime ModelRuntime demo, Telemetry telemetry) {
    return new InstalledRuntimes(
        Map.of(RuntimeId.API, new MeasuredRuntime(upstream, telemetry)),
        new MeasuredRuntime(demo, telemetry));
  }
}
