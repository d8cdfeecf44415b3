package dev.holdfast.app.wiring;

import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.LocationStep;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.ports.in.GatewayRuns;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.out.env.StorageFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reports where state is, whatever stands there. Creates nothing. */
final class StateReports {

  private final Surroundings surroundings;
  private final GatewayProcess gateway;
  private final StoreIds storeIds;

  StateReports(Surroundings surroundings, GatewayProcess gateway, StoreIds storeIds) {
    this.surroundings = surroundings;
    this.gateway = gateway;
    this.storeIds = storeIds;
  }

  /** Reads the identity of a home's store. */
  interface StoreIds {

    /** The identity; empty if there is no store. */
    String at(StateLocation.Located located);
  }

  StateReport of(StateLocation location) {
    return switch (location) {
      case StateLocation.NotLocated notLocated ->
          new StateReport(
              "",
              steps(notLocated.steps()),
              "",
              "",
              List.of(),
              new GatewayRuns.Status.NotRunning(""),
              notLocated.findings());
      case StateLocation.Located located -> located(located);
    };
  }

  private StateReport located(StateLocation.Located located) {
    List<Finding> findings = new ArrayList<>(located.findings());
    Path home = Path.of(located.home());
    List<String> databases = List.of();
    String storeId = "";
    switch (surroundings.homes().inspect(home)) {
      case HomeFolder.Absent _ -> {}
      case HomeFolder.Refused(Path _, Finding finding) -> findings.add(finding);
      case HomeFolder.Present present -> {
        findings.addAll(present.findings());
        databases =
            surroundings.homes().databases(present.path()).stream().map(Path::toString).toList();
        storeId = storeId(located, findings);
      }
    }
    return new StateReport(
        located.home(),
        steps(located.steps()),
        located.configuration().path(),
        storeId,
        databases,
        gateway.statusOf(located.home()),
        findings);
  }

  private String storeId(StateLocation.Located located, List<Finding> findings) {
    try {
      return storeIds.at(located);
    } catch (StorageFailure failure) {
      findings.add(
          new Finding(
              "store-unreadable",
              Severity.ERROR,
              String.valueOf(failure.getMessage()),
              located.home(),
              "Look at the file named; nothing was changed."));
      return "";
    }
  }

  private static List<StateReport.Step> steps(List<LocationStep> steps) {
    return steps.stream()
        .map(
            step ->
                new StateReport.Step(
                    step.source(),
                    step.value(),
                    step.verdict() == LocationStep.Verdict.TAKEN
                        ? StateReport.Taken.YES
                        : StateReport.Taken.NO,
                    step.reason()))
        .toList();
  }
}
