package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.configuration.ConfigurationSource;
import dev.holdfast.app.configuration.ReloadPlan;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.GatewayControl.Reload;
import dev.holdfast.ports.in.GatewayControl.Settings;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the configuration that is written now into force, whole but for what only a start can
 * change, or keeps the one before. One at a time.
 */
final class ConfigurationReload {

  private static final Logger log = LoggerFactory.getLogger(ConfigurationReload.class);

  private final ConfigurationInForce configuration;
  private final ConfigurationSource source;
  private final Clock clock;

  /** The agents whose databases were opened at the start. */
  private final Set<AgentId> served;

  private volatile Settings settings;

  @Inject
  ConfigurationReload(ConfigurationInForce configuration, ConfigurationSource source, Clock clock) {
    this.configuration = configuration;
    this.source = source;
    this.clock = clock;
    this.served = Set.copyOf(configuration.now().agents().keySet());
    this.settings = new Settings(source.path(), clock.instant(), List.of());
  }

  /** What is in force. */
  Settings settings() {
    return settings;
  }

  synchronized Reload reload() {
    return switch (judge()) {
      case Judgement.Holds(ReloadPlan.Applicable plan, List<Finding> findings) -> {
        apply(plan);
        yield applied(plan, findings);
      }
      case Judgement.HoldsNot(List<Finding> findings) -> {
        log.warn(
            "The configuration was read again and cannot hold; the one before stays: {}", findings);
        yield new Reload.Kept(findings);
      }
    };
  }

  /** What a reload would come to now; the one in force stays. */
  synchronized Reload foreseen() {
    return switch (judge()) {
      case Judgement.Holds(ReloadPlan.Applicable plan, List<Finding> findings) ->
          applied(plan, findings);
      case Judgement.HoldsNot(List<Finding> findings) -> new Reload.Kept(findings);
    };
  }

  /** Whether what is written now can hold. */
  private sealed interface Judgement {

    record Holds(ReloadPlan.Applicable plan, List<Finding> findings) implements Judgement {}

    record HoldsNot(List<Finding> findings) implements Judgement {}
  }

  private Judgement judge() {
    return switch (source.read()) {
      case ConfigurationSource.Reading.Invalid(List<Finding> findings) ->
          new Judgement.HoldsNot(findings);
      case ConfigurationSource.Reading.Valid(Configuration wanted, List<Finding> findings) ->
          switch (ReloadPlan.of(configuration.now(), wanted, served)) {
            case ReloadPlan.AfterRestart(List<String> names) ->
                new Judgement.HoldsNot(names.stream().map(this::afterRestart).toList());
            case ReloadPlan.Applicable plan -> new Judgement.Holds(plan, findings);
          };
    };
  }

  private static Reload applied(ReloadPlan.Applicable plan, List<Finding> findings) {
    return new Reload.Applied(plan.changed(), plan.needRestart(), findings);
  }

  private void apply(ReloadPlan.Applicable plan) {
    configuration.become(plan.next());
    settings =
        new Settings(
            source.path(),
            plan.changed().isEmpty() ? settings.since() : clock.instant(),
            plan.needRestart());
    if (!plan.changed().isEmpty()) {
      log.info("The configuration was read again and holds now; changed: {}", plan.changed());
    }
    if (!plan.needRestart().isEmpty()) {
      log.warn("Of the configuration these wait for the next start: {}", plan.needRestart());
    }
  }

  private Finding afterRestart(String name) {
    return new Finding(
        "config-needs-restart",
        Severity.ERROR,
        "What is stored would be read differently once "
            + name
            + " changes, so it cannot change"
            + " while the gateway runs. Nothing of the file came into force.",
        source.path(),
        "Run: holdfast gateway restart");
  }
}
