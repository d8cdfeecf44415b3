package dev.holdfast.app.wiring;

import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.app.files.HomeFolders;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.domain.state.WriteFacts.Consent;
import java.nio.file.Path;

/**
 * The home that a command told before it writes there. A link on the way can be laid anew between
 * the telling and the lock, also to a copy whose store has the same identity.
 *
 * @param named as it was named: who laid the links on the way can only be seen there
 * @param real the path that was told
 */
record ToldHome(Path named, Path real) {

  static ToldHome of(StateLocation.Located located) {
    return new ToldHome(Path.of(located.home()), Path.of(located.realHome()));
  }

  /** How folders are looked at for whoever writes there. */
  HomeFolders folders(Surroundings surroundings, Consent consent) {
    return surroundings.homesFor(real, consent);
  }

  /** What stands there, for whoever writes; refused if the way leads elsewhere by now. */
  HomeFolder existing(HomeFolders homes) {
    HomeFolder found = homes.existing(named);
    return switch (found) {
      case HomeFolder.Present(Path path, var _, var _, var _) when !path.equals(real) ->
          new HomeFolder.Refused(named, changed(path));
      case HomeFolder.Present _, HomeFolder.Absent _, HomeFolder.Refused _ -> found;
    };
  }

  private Finding changed(Path now) {
    return new Finding(
        "home-changed",
        Severity.ERROR,
        "The way over %s led to %s when that was told, and leads to %s now. Nothing was changed."
            .formatted(named, real, now),
        named.toString(),
        "Run it again: it says anew where it writes.");
  }
}
