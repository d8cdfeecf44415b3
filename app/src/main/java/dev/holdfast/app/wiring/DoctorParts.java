package dev.holdfast.app.wiring;

import com.google.inject.Injector;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.GatewaySettings;
import dev.holdfast.app.doctor.Patient;
import dev.holdfast.app.files.ConfigurationFile;
import dev.holdfast.app.files.HomeMending;
import dev.holdfast.app.files.HomeSupport;
import dev.holdfast.app.files.configuration.ConfigurationReading;
import dev.holdfast.domain.state.ConfigurationPlace;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.ports.in.ConfigQueries;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.out.env.StoreInspection;
import dev.holdfast.ports.out.env.StoreMaintenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts together what a doctor needs for the home that a command works on. */
final class DoctorParts {

  /** Where a doctor that has no home looks for files: nobody keeps a home there. */
  private static final Path NOWHERE = Path.of("/");

  private final Surroundings surroundings;
  private final Clock clock;

  DoctorParts(Surroundings surroundings, Clock clock) {
    this.surroundings = surroundings;
    this.clock = clock;
  }

  /** What the other services of the command tell. */
  record Told(Supplier<StateReport> state, ConfigQueries configuration) {}

  Patient patient(StateLocation location, Told told) {
    return switch (location) {
      case StateLocation.NotLocated _ ->
          patient(
              "",
              NOWHERE,
              new ConfigurationPlace("/holdfast.json", ConfigurationPlace.Origin.USUAL),
              told);
      case StateLocation.Located located -> {
        Path home = Path.of(located.realHome());
        yield patient(home.toString(), home, located.configuration(), told);
      }
    };
  }

  private Patient patient(String name, Path home, ConfigurationPlace configuration, Told told) {
    Injector store = Injectors.reading(home, Configuration.defaults(), clock);
    return new Patient(
        name,
        told.state(),
        surroundings.lookAt(home, folderOfTheUser().toArray(Path[]::new)),
        new HomeMending(home, surroundings.locks()),
        store.getInstance(StoreInspection.class),
        store.getInstance(StoreMaintenance.class),
        new LocalLeftTurns(surroundings, home, configuration, clock),
        new HomeSupport(home, configuration, surroundings.environment(), surroundings.user()),
        told.configuration(),
        () -> gateway(configuration),
        clock);
  }

  private Optional<GatewaySettings> gateway(ConfigurationPlace place) {
    return switch (new ConfigurationFile(place, surroundings.environment())
        .load(ConfigurationFile.Secrets.LEFT_ALONE)
        .reading()) {
      case ConfigurationReading.Valid valid -> Optional.of(valid.configuration().gateway());
      case ConfigurationReading.Invalid _ -> Optional.empty();
    };
  }

  private List<Path> folderOfTheUser() {
    return Stream.of(surroundings.environment().getOrDefault("HOME", ""))
        .filter(home -> home.startsWith("/"))
        .map(Path::of)
        .filter(Files::isDirectory)
        .map(DoctorParts::real)
        .toList();
  }

  private static Path real(Path path) {
    try {
      return Files.exists(path) ? path.toRealPath() : path;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look at " + path, failure);
    }
  }
}
