package dev.holdfast.app.doctor;

import dev.holdfast.app.configuration.GatewaySettings;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.GatewayRuns.Status;
import dev.holdfast.ports.out.env.HomeInspection.PortUse;
import java.util.List;

/** Whether the gateway will get the address it is configured for. */
final class PortCheck implements Check {

  private static final String ID = "port";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "whether somebody else listens on the configured port";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return switch (chart.state().gateway()) {
      case Status.Running _, Status.HeldUnknown _ -> List.of();
      case Status.NotRunning _ ->
          chart.gateway().stream().flatMap(it -> problems(it, chart).stream()).toList();
    };
  }

  private static List<Problem> problems(GatewaySettings settings, Chart chart) {
    if (settings.port() == 0) {
      return List.of();
    }
    String address = settings.bind().getHostAddress();
    return switch (chart.files().port(address, settings.port())) {
      case PortUse.Free() -> List.of();
      case PortUse.Taken(String reason) ->
          List.of(
              new Problem(
                  ID,
                  new Finding(
                      "port-taken",
                      Severity.WARNING,
                      "No gateway runs on this home, and its port cannot be listened on: "
                          + reason
                          + ".",
                      address + ":" + settings.port(),
                      "See who listens with: ss -ltnp. Stop that, or set gateway.port to another."),
                  List.of(reason),
                  List.of()));
    };
  }
}
