package dev.holdfast.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.holdfast.app.demo.DemoRuntime;
import dev.holdfast.app.files.HomeDiskSpace;
import dev.holdfast.app.files.HomeFirstToken;
import dev.holdfast.app.files.RandomTokenTexts;
import dev.holdfast.app.files.TokenFile;
import dev.holdfast.app.usecase.InstalledRuntimes;
import dev.holdfast.app.usecase.OwnToken;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.ports.out.env.DiskSpace;
import dev.holdfast.ports.out.env.FirstToken;
import dev.holdfast.ports.out.env.ProcessIdentity;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.env.TokenTexts;
import dev.holdfast.ports.out.model.ModelRuntime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

/**
 * What the use cases need of a home that no gateway runs on: everything but listeners, models and
 * memory. No turn is run here.
 */
final class MaintenanceModule extends AbstractModule {

  private final Path home;
  private final Surroundings surroundings;
  private final OwnToken ownToken;

  MaintenanceModule(Path home, Surroundings surroundings, OwnToken ownToken) {
    this.home = home;
    this.surroundings = surroundings;
    this.ownToken = ownToken;
  }

  @Override
  protected void configure() {
    bind(Telemetry.class).toInstance(Telemetry.NONE);
    bind(OwnToken.class).toInstance(ownToken);
    // Whoever holds the home's lock knows that every gateway of it is gone.
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

  /** A turn is never run here; what answers without anything from outside stands for them all. */
  @Provides
  @Singleton
  InstalledRuntimes runtimes(@DemoRuntime ModelRuntime demo) {
    return new InstalledRuntimes(Map.of(), demo);
  }
}
