package dev.holdfast.app.wiring;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationSource;
import dev.holdfast.app.files.ConfigurationFile;
import dev.holdfast.app.files.configuration.ConfigurationReading;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.ConfigurationPlace;
import java.util.List;
import java.util.Map;

/** The configuration file of a gateway's home, and the variables it names. */
record WrittenConfiguration(ConfigurationPlace place, Map<String, String> environment)
    implements ConfigurationSource {

  @Override
  public String path() {
    return place.path();
  }

  @Override
  public Reading read() {
    ConfigurationReading reading =
        new ConfigurationFile(place, environment)
            .load(ConfigurationFile.Secrets.RESOLVED)
            .reading();
    return switch (reading) {
      case ConfigurationReading.Invalid(List<Finding> findings) -> new Reading.Invalid(findings);
      case ConfigurationReading.Valid(Configuration configuration, List<Finding> findings) -> {
        SettingsOf.secrets(configuration).forEach(GatewayModule::hideFromLog);
        yield new Reading.Valid(configuration, findings);
      }
    };
  }
}
