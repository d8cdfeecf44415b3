package dev.holdfast.app.wiring;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.app.files.HomeFolders;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StoreInspection;
import dev.holdfast.ports.out.env.StorePlace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Looks which store the files of a home hold. Creates and changes nothing. */
final class StoreLooks {

  private final HomeFolders homes;
  private final Clock clock;

  /**
   * Looks.
   *
   * @param homes says which homes may be looked at
   */
  StoreLooks(HomeFolders homes, Clock clock) {
    this.homes = homes;
    this.clock = clock;
  }

  /**
   * What was seen.
   *
   * @param places where the store was opened for writing, the last one first
   */
  record Look(StoreAtPath store, List<StorePlace> places) {
    Look {
      places = List.copyOf(places);
    }
  }

  /** Looks at a home, whether or not anything stands there. */
  Look at(Path home) {
    return switch (homes.inspect(home)) {
      case HomeFolder.Absent _ -> nothing();
      case HomeFolder.Refused(Path _, Finding finding) ->
          new Look(new StoreAtPath.Unreadable(finding.what()), List.of());
      case HomeFolder.Present present -> inside(present.path());
    };
  }

  private Look inside(Path home) {
    StoreInspection inspection =
        Injectors.reading(home, Configuration.defaults(), clock).getInstance(StoreInspection.class);
    return switch (inspection.identity(home.toString())) {
      case StoreIdentity.NoStore() -> nothing();
      case StoreIdentity.Known known -> new Look(new StoreAtPath.Known(known.id()), known.places());
      case StoreIdentity.Unknown(String reason) ->
          new Look(new StoreAtPath.Unreadable(reason), List.of());
    };
  }

  private static Look nothing() {
    return new Look(new StoreAtPath.None(), List.of());
  }
}
