package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.Standing;
import java.util.List;

/**
 * Where state is, what is there, and who holds it.
 *
 * @param home the home in force, as it was named; empty if none could be located
 * @param realHome the same with every link resolved
 * @param standing what that home is to the caller; its own if none could be located
 * @param steps how it was found, in order, each with its reason
 * @param configuration the configuration file in force
 * @param storeId the store's identity, empty if there is no store yet or it cannot be read
 * @param databases the database files, relative to the home
 * @param gateway the gateway process of this home
 * @param holder who holds the home's lock, and the evidence for it
 * @param otherHomes other homes that hold the same store, as far as they are known here
 */
public record StateReport(
    String home,
    String realHome,
    Standing standing,
    List<Step> steps,
    String configuration,
    String storeId,
    List<String> databases,
    GatewayRuns.Status gateway,
    HomeHolder holder,
    List<OtherHome> otherHomes,
    List<Finding> findings) {

  public StateReport {
    steps = List.copyOf(steps);
    databases = List.copyOf(databases);
    otherHomes = List.copyOf(otherHomes);
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

  /**
   * A home that holds the same store as the one that was located: one of them is a copy.
   *
   * @param home its real path
   */
  public record OtherHome(String home, KnownBy knownBy) {}

  /** How another home was found. */
  public enum KnownBy {
    /** A gateway of this user runs on it. */
    RUNNING_GATEWAY,
    /** The store was opened there before, and a store of its identity is there still. */
    FORMER_PLACE
  }
}
