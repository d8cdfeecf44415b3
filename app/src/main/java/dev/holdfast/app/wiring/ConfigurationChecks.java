package dev.holdfast.app.wiring;

import dev.holdfast.app.files.ConfigurationFile;
import dev.holdfast.app.files.configuration.ConfigurationSchema;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.ports.in.ConfigQueries;
import java.util.Map;
import java.util.function.Supplier;

/** Looks at the configuration file of the home a command works on. */
record ConfigurationChecks(Supplier<StateLocation.Located> home, Map<String, String> environment)
    implements ConfigQueries {

  @Override
  public Validation validate() {
    ConfigurationFile.Load load =
        new ConfigurationFile(home.get().configuration(), environment)
            .load(ConfigurationFile.Secrets.RESOLVED);
    return new Validation(
        load.path().toString(),
        load.presence() == ConfigurationFile.Presence.PRESENT,
        load.reading().findings());
  }

  @Override
  public String schema() {
    return ConfigurationSchema.text();
  }
}
