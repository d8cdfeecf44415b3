package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import java.util.List;

/** An answer needs the configuration, and the configuration has errors. */
public final class ConfigurationBroken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  /** At least one of the findings is an error. */
  public ConfigurationBroken(List<Finding> findings) {
    super("The configuration has errors, so it cannot be told what it defines.");
    this.findings = List.copyOf(findings);
  }

  /** Every problem that was found. */
  public List<Finding> findings() {
    return findings;
  }
}
