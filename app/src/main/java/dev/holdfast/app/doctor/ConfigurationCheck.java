package dev.holdfast.app.doctor;

import dev.holdfast.ports.in.Doctor.Problem;
import java.util.List;

/** Whether the configuration holds, as {@code config validate} tells. */
final class ConfigurationCheck implements Check {

  private static final String ID = "configuration";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "the configuration, as config validate does";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return chart.configuration().findings().stream()
        .map(finding -> new Problem(ID, finding, List.of(), List.of()))
        .toList();
  }
}
