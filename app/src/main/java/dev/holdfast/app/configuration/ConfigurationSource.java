package dev.holdfast.app.configuration;

import dev.holdfast.domain.finding.Finding;
import java.util.List;

/** Where the operator writes the configuration. Any thread may call it. */
public interface ConfigurationSource {

  /** Where that is, as an operator finds it. */
  String path();

  /** Reads what stands there now, with its secrets, which no log shows from then on. */
  Reading read();

  /** What was read. */
  sealed interface Reading {

    /**
     * A configuration that can come into force.
     *
     * @param findings what the operator should know nevertheless
     */
    record Valid(Configuration configuration, List<Finding> findings) implements Reading {
      public Valid {
        findings = List.copyOf(findings);
      }
    }

    /** None; every problem. */
    record Invalid(List<Finding> findings) implements Reading {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }
  }
}
