package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.Doctor.Problem;
import java.util.List;

/** Whether there is room for turns. */
final class DiskSpaceCheck implements Check {

  private static final String ID = "disk-space";

  /** Below this the gateway refuses new turns, since their answers might not fit. */
  private static final long FLOOR_BYTES = 200L * 1000 * 1000;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "whether 200 MB are free, below which new turns are refused";
  }

  @Override
  public List<Problem> look(Chart chart) {
    long free = chart.files().usableBytes();
    if (free >= FLOOR_BYTES) {
      return List.of();
    }
    return List.of(
        new Problem(
            ID,
            new Finding(
                "disk-full",
                Severity.ERROR,
                "Less than 200 MB are free, so new turns are refused; what is stored can be read.",
                chart.home(),
                "Free some space, or move the home to a larger disk."),
            List.of(free + " bytes are free on " + chart.files().fileSystem().mountPoint()),
            List.of()));
  }
}
