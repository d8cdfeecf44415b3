package dev.holdfast.app.wiring;

import com.google.inject.Module;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.files.ConfigurationFile;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.LockAttempt;
import dev.holdfast.app.files.configuration.ConfigurationReading;
import dev.holdfast.app.usecase.GatewayWishes;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A home's gateway in its parts, for tests that put another part in place of one. The process holds
 * the home's lock from then on.
 *
 * @param lock kept, because a lock that nobody refers to is dropped
 */
public record GatewayParts(List<Module> modules, HomeLock lock) {

  public GatewayParts {
    modules = List.copyOf(modules);
  }

  /**
   * Takes a home.
   *
   * @param home an existing folder
   */
  public static GatewayParts of(Path home) {
    Surroundings surroundings = Surroundings.ofThisProcess();
    if (!(surroundings.locks().acquire(home) instanceof LockAttempt.Acquired(HomeLock lock))) {
      throw new IllegalStateException("another gateway holds " + home);
    }
    return new GatewayParts(modules(surroundings, home), lock);
  }

  /** The parts of a gateway that shares its home with others, as no gateway of users does. */
  public static List<Module> shared(Path home) {
    return modules(Surroundings.ofThisProcess(), home);
  }

  private static List<Module> modules(Surroundings surroundings, Path home) {
    if (!(surroundings.locateForGateway(new Whereabouts(home.toString(), ""))
        instanceof StateLocation.Located located)) {
      throw new IllegalArgumentException("no home: " + home);
    }
    return Injectors.gatewayModules(
        surroundings, home, course(surroundings, located), 0, Clock.systemUTC());
  }

  /** Nobody ends such parts but whoever made them. */
  private static Course course(Surroundings surroundings, StateLocation.Located located) {
    return new Course(
        new ConfigurationInForce(configuration(surroundings, located)),
        new WrittenConfiguration(located.configuration(), surroundings.environment()),
        new GatewayWishes() {
          @Override
          public void stop() {
            throw new UnsupportedOperationException("there is no process to stop");
          }

          @Override
          public List<Finding> preventing(Configuration next) {
            return List.of();
          }

          @Override
          public void restart(Configuration next) {
            throw new UnsupportedOperationException("there is no process to start anew");
          }

          @Override
          public void reloaded() {}
        });
  }

  private static Configuration configuration(
      Surroundings surroundings, StateLocation.Located located) {
    ConfigurationReading reading =
        new ConfigurationFile(located.configuration(), surroundings.environment())
            .load(ConfigurationFile.Secrets.RESOLVED)
            .reading();
    return switch (reading) {
      case ConfigurationReading.Valid valid -> valid.configuration();
      case ConfigurationReading.Invalid invalid ->
          throw new IllegalArgumentException(invalid.findings().toString());
    };
  }
}
