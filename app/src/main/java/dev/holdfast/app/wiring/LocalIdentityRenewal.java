package dev.holdfast.app.wiring;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.app.files.HomeFolders;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.LockAttempt;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.ports.in.IdentityRenewal;
import dev.holdfast.ports.in.IdentityRenewal.Renewal;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreMaintenance.NewIdentity;
import java.nio.file.Path;
import java.time.Clock;

/** Gives the store of a home on this machine another identity. */
final class LocalIdentityRenewal implements IdentityRenewal {

  private final Surroundings surroundings;
  private final Path home;
  private final Clock clock;

  LocalIdentityRenewal(Surroundings surroundings, Path home, Clock clock) {
    this.surroundings = surroundings;
    this.home = home;
    this.clock = clock;
  }

  @Override
  public Renewal renew(Consent consent) {
    HomeFolders homes = surroundings.homesFor(home, consent);
    return switch (homes.existing(home)) {
      case HomeFolder.Absent _ -> new Renewal.NoStore();
      case HomeFolder.Refused(Path _, Finding finding) -> new Renewal.Refused(finding);
      case HomeFolder.Present(Path path, var _, var _, var _) ->
          homes.databases(path).isEmpty() ? new Renewal.NoStore() : locked(path);
    };
  }

  private Renewal locked(Path path) {
    return switch (surroundings.locks().acquire(path)) {
      case LockAttempt.HeldElsewhere() -> new Renewal.HeldMeanwhile();
      case LockAttempt.Failed(Finding finding) -> new Renewal.Refused(finding);
      case LockAttempt.Acquired(HomeLock lock) -> {
        try (lock) {
          NewIdentity renewed =
              Injectors.reading(path, Configuration.defaults(), clock)
                  .getInstance(StoreMaintenance.class)
                  .renewIdentity(path.toString());
          yield new Renewal.Renewed(renewed.former(), renewed.now());
        }
      }
    };
  }
}
