package dev.holdfast.app.wiring;

import com.google.inject.Injector;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.doctor.LeftTurns;
import dev.holdfast.app.files.ConfigurationFile;
import dev.holdfast.app.files.configuration.ConfigurationReading;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.ConfigurationPlace;
import dev.holdfast.ports.in.HomeChanges;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.Recovery.Recovering.Recovered;
import dev.holdfast.ports.in.Recovery.Wish;
import dev.holdfast.ports.out.env.Storage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Ends turns in a home whose lock this process holds, as its operator would. */
final class LocalLeftTurns implements LeftTurns {

  private final Surroundings surroundings;
  private final Path home;
  private final ConfigurationPlace configuration;
  private final Clock clock;

  LocalLeftTurns(
      Surroundings surroundings, Path home, ConfigurationPlace configuration, Clock clock) {
    this.surroundings = surroundings;
    this.home = home;
    this.configuration = configuration;
    this.clock = clock;
  }

  /** What the configuration says of routes is in the store's triggers, so it has to hold. */
  @Override
  public Outcome<Recovered> end(String agent) {
    return switch (new ConfigurationFile(configuration, surroundings.environment())
        .load(ConfigurationFile.Secrets.LEFT_ALONE)
        .reading()) {
      case ConfigurationReading.Valid valid -> end(agent, valid.configuration());
      case ConfigurationReading.Invalid(List<Finding> findings) ->
          Outcome.refused("config_invalid", FindingsText.of(findings));
    };
  }

  private Outcome<Recovered> end(String agent, Configuration holding) {
    TokensAtHand tokens = new TokensAtHand(surroundings);
    Injector injector =
        Injectors.maintenance(surroundings, home, holding, () -> tokens.hash(home), clock);
    try (Storage storage = injector.getInstance(Storage.class)) {
      storage.open(LocalDirectHome.opening(injector, holding));
      return injector.getInstance(HomeChanges.class).recover(new Wish(agent, ""));
    }
  }
}
