package dev.holdfast.app.wiring;

import dev.holdfast.app.files.HomeFolder;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.LocationStep;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.GatewayRuns;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.in.StateReport.OtherHome;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reports where state is, whatever stands there. Creates nothing. */
final class StateReports {

  private final Surroundings surroundings;
  private final GatewayProcess gateway;
  private final StoreLooks looks;

  StateReports(Surroundings surroundings, GatewayProcess gateway, StoreLooks looks) {
    this.surroundings = surroundings;
    this.gateway = gateway;
    this.looks = looks;
  }

  StateReport of(StateLocation location) {
    return switch (location) {
      case StateLocation.NotLocated notLocated ->
          new StateReport(
              "",
              "",
              new Standing.Own(),
              steps(notLocated.steps()),
              "",
              "",
              List.of(),
              new GatewayRuns.Status.NotRunning(""),
              new HomeHolder.Nobody(),
              List.of(),
              notLocated.findings());
      case StateLocation.Located located -> located(located);
    };
  }

  private StateReport located(StateLocation.Located located) {
    List<Finding> findings = new ArrayList<>(located.findings());
    List<String> databases = List.of();
    String storeId = "";
    List<OtherHome> others = List.of();
    // As it was named: what is said of a link can only be seen of the link.
    switch (surroundings.homes().inspect(Path.of(located.home()))) {
      case HomeFolder.Absent _ -> {}
      case HomeFolder.Refused(Path _, Finding finding) -> findings.add(finding);
      case HomeFolder.Present present -> {
        findings.addAll(present.findings());
        databases = databases(present.path(), findings);
        StoreLooks.Look look = looks.at(present.path());
        switch (look.store()) {
          case StoreAtPath.None() -> {}
          case StoreAtPath.Unreadable(String reason) ->
              findings.add(unreadable(located.home(), reason));
          case StoreAtPath.Known(StoreId id) -> {
            storeId = id.value();
            others = others(id, present.path(), look, findings);
          }
        }
      }
    }
    return new StateReport(
        located.home(),
        located.realHome(),
        located.standing(),
        steps(located.steps()),
        located.configuration().path(),
        storeId,
        databases,
        gateway.statusOf(located.realHome()),
        surroundings.records().presence(Path.of(located.realHome())).holder(),
        others,
        findings);
  }

  private List<OtherHome> others(
      StoreId store, Path home, StoreLooks.Look look, List<Finding> findings) {
    List<OtherHome> others = new CopiedHomes(surroundings, looks).of(store, home, look.places());
    others.forEach(other -> findings.add(CopiedHomes.finding(store, home, other)));
    return others;
  }

  private List<String> databases(Path home, List<Finding> findings) {
    try {
      return surroundings.homes().databases(home).stream().map(Path::toString).toList();
    } catch (UncheckedIOException failure) {
      findings.add(unreadable(home.toString(), String.valueOf(failure.getMessage())));
      return List.of();
    }
  }

  private static Finding unreadable(String home, String reason) {
    return new Finding(
        "store-unreadable",
        Severity.ERROR,
        reason,
        home,
        "Look at the file named; nothing was changed.");
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
