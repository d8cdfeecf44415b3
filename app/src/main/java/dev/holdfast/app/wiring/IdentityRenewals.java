package dev.holdfast.app.wiring;

import com.google.inject.Injector;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.app.files.HomeFolders;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.LockAttempt;
import dev.holdfast.app.usecase.RenewalAudit;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.ports.in.IdentityRenewal;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreMaintenance.NewIdentity;
import java.nio.file.Path;
import java.time.Clock;

/** Gives stores that nobody has open new identities. */
final class IdentityRenewals {

  private final Surroundings surroundings;
  private final Clock clock;

  IdentityRenewals(Surroundings surroundings, Clock clock) {
    this.surroundings = surroundings;
    this.clock = clock;
  }

  /** Renews the identity of a home's store. */
  IdentityRenewal renew(ToldHome home, StoreId expected, Consent consent) {
    HomeFolders homes = home.folders(surroundings, consent);
    return switch (home.existing(homes)) {
      case HomeFolder.Absent _ -> new IdentityRenewal.NoStore();
      case HomeFolder.Refused(Path _, Finding finding) -> new IdentityRenewal.Refused(finding);
      case HomeFolder.Present present -> locked(present.path(), homes, expected);
    };
  }

  private IdentityRenewal locked(Path home, HomeFolders homes, StoreId expected) {
    return switch (surroundings.locks().acquire(home)) {
      case LockAttempt.HeldElsewhere() -> new IdentityRenewal.HeldMeanwhile();
      case LockAttempt.Failed(Finding finding) -> new IdentityRenewal.Refused(finding);
      case LockAttempt.Acquired(HomeLock lock) -> {
        try (lock) {
          yield underLock(home, homes, expected, lock);
        }
      }
    };
  }

  private IdentityRenewal underLock(Path home, HomeFolders homes, StoreId expected, HomeLock lock) {
    return switch (new StoreLooks(homes, clock).at(home).store()) {
      case StoreAtPath.None() -> new IdentityRenewal.NoStore();
      case StoreAtPath.Unreadable(String reason) ->
          new IdentityRenewal.Refused(
              new Finding(
                  "store-unreadable",
                  Severity.ERROR,
                  reason + " Nothing was changed.",
                  home.toString(),
                  "Look at it with: holdfast doctor"));
      case StoreAtPath.Known(StoreId found) when !found.equals(expected) ->
          new IdentityRenewal.Exchanged(found);
      case StoreAtPath.Known _ -> renew(home, lock);
    };
  }

  private IdentityRenewal renew(Path home, HomeLock lock) {
    TokensAtHand tokens = new TokensAtHand(surroundings);
    Injector injector =
        Injectors.maintenance(
            surroundings, home, Configuration.defaults(), () -> tokens.hash(home), clock);
    RenewalAudit audit = injector.getInstance(RenewalAudit.class);
    NewIdentity identity =
        injector.getInstance(StoreMaintenance.class).renewIdentity(home.toString());
    try (LocalDirectHome _ = LocalDirectHome.open(lock, Configuration.defaults(), injector)) {
      audit.renewed(identity.now());
    }
    return new IdentityRenewal.Renewed(identity.former(), identity.now());
  }
}
