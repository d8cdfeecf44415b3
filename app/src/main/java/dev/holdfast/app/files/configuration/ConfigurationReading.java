package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.domain.finding.Finding;
import java.util.List;

/** What a configuration text turned out to be. */
public sealed interface ConfigurationReading {

  /** Everything worth telling, in the order of the file. */
  List<Finding> findings();

  /** It holds; none of the findings is an error. */
  record Valid(Configuration configuration, List<Finding> findings)
      implements ConfigurationReading {
    public Valid {
      findings = List.copyOf(findings);
    }
  }

  /** It does not hold; at least one of the findings is an error. */
  record Invalid(List<Finding> findings) implements ConfigurationReading {
    public Invalid {
      findings = List.copyOf(findings);
    }
  }
}
