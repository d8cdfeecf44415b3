package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import java.util.List;

/**
 * Where state is.
 *
 * @param home the home in force
 * @param steps how it was found, in order, each with its reason
 * @param configuration the configuration file in force
 * @param storeId the store's identity, empty if there is no store yet
 * @param databases the database files, relative to the home
 * @param gateway the gateway process of this home
 */
public record StateReport(
    String home,
    List<Step> steps,
    String configuration,
    String storeId,
    List<String> databases,
    GatewayRuns.Status gateway,
    List<Finding> findings) {

  public StateReport {
    steps = List.copyOf(steps);
    databases = List.copyOf(databases);
    findings = List.copyOf(findings);
  }

  /**
   * One place that was considered.
   *
   * @param source the option, variable or rule
   * @param value what it named, empty if nothing
   * @param reason why it was taken or passed over
   */
  public record Step(String source, String value, Taken taken, String reason) {}

  /** Whether a place was taken. */
  public enum Taken {
    YES,
    NO
  }
}
