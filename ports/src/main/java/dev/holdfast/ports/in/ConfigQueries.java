package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import java.util.List;

/** Looks at the configuration file. */
public interface ConfigQueries {

  /** Reads the file and reports every problem in it, not only the first. */
  Validation validate();

  /** The JSON Schema of the configuration file, as text. */
  String schema();

  /**
   * What validation found.
   *
   * @param path the file
   * @param present whether there is one; without it the defaults hold
   * @param findings every problem; empty if there is none
   */
  record Validation(String path, boolean present, List<Finding> findings) {
    public Validation {
      findings = List.copyOf(findings);
    }
  }
}
