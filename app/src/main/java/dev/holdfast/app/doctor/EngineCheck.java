package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.Doctor.Problem;
import java.util.Arrays;
import java.util.List;

/** Whether the SQLite in this program is one whose write-ahead log can be relied on. */
final class EngineCheck implements Check {

  private static final String ID = "engine";

  /** Older ones can lose committed writes when a log is reset. Source: sqlite.org/wal.html. */
  private static final String OLDEST = "3.51.3";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "the version of SQLite, at least " + OLDEST;
  }

  @Override
  public List<Problem> look(Chart chart) {
    String version = chart.store().engineVersion();
    if (Arrays.compare(numbers(version), numbers(OLDEST)) >= 0) {
      return List.of();
    }
    return List.of(
        StoreProblems.byHand(
            ID,
            "engine-old",
            Severity.ERROR,
            "SQLite %s is in use; versions before %s can lose committed writes."
                .formatted(version, OLDEST),
            chart.home(),
            "Install the distribution of Holdfast as it is, without exchanging its libraries.",
            List.of(version)));
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("[^0-9]+", -1))
        .filter(part -> !part.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
