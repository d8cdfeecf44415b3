package dev.holdfast.app.wiring;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.app.files.HomeFolders;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.LockAttempt;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.ports.in.DirectAccess;
import java.nio.file.Path;
import java.time.Clock;

/** Takes a home for a command that changes it without a gateway. */
final class DirectHomes {

  private final Surroundings surroundings;
  private final Clock clock;

  DirectHomes(Surroundings surroundings, Clock clock) {
    this.surroundings = surroundings;
    this.clock = clock;
  }

  DirectAccess take(ToldHome home, Consent consent, Configuration configuration) {
    HomeFolders homes = home.folders(surroundings, consent);
    return switch (home.existing(homes)) {
      case HomeFolder.Absent _ -> new DirectAccess.NoStore();
      case HomeFolder.Refused(Path _, Finding finding) -> new DirectAccess.Refused(finding);
      case HomeFolder.Present(Path path, var _, var _, var _) ->
          homes.databases(path).isEmpty()
              ? new DirectAccess.NoStore()
              : locked(path, configuration);
    };
  }

  private DirectAccess locked(Path home, Configuration configuration) {
    return switch (surroundings.locks().acquire(home)) {
      case LockAttempt.HeldElsewhere() -> new DirectAccess.HeldMeanwhile();
      case LockAttempt.Failed(Finding finding) -> new DirectAccess.Refused(finding);
      case LockAttempt.Acquired(HomeLock lock) -> {
        TokensAtHand tokens = new TokensAtHand(surroundings);
        yield new DirectAccess.Granted(
            LocalDirectHome.open(
                lock,
                configuration,
                Injectors.maintenance(
                    surroundings, home, configuration, () -> tokens.hash(home), clock)));
      }
    };
  }
}
