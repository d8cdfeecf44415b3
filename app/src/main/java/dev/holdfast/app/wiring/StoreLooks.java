package dev.holdfast.app.wiring;

import com.google.inject.Injector;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.app.files.HomeFolders;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
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
    Injector injector = Injectors.reading(home, Configuration.defaults(), clock);
    try (Storage storage = injector.getInstance(Storage.class)) {
      return switch (storage.openForReading()) {
        case Storage.ReadOnlyOpening.NoStore() -> nothing();
        case Storage.ReadOnlyOpening.Opened(StorageReport report) ->
            new Look(new StoreAtPath.Known(report.store()), report.places());
      };
    } catch (StorageFailure failure) {
      return new Look(new StoreAtPath.Unreadable(String.valueOf(failure.getMessage())), List.of());
    }
  }

  private static Look nothing() {
    return new Look(new StoreAtPath.None(), List.of());
  }
}
