package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import java.util.List;
import java.util.stream.Stream;

/** Whether write-ahead logs have grown beyond what a writer lets them. */
final class LogSizeCheck implements Check {

  private static final String ID = "wal-size";

  /** A writer empties its log long before; a larger one slows every reader down. */
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "write-ahead logs over 64 MiB, which slow readers down";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return StoreProblems.of(
        chart,
        (database, content) ->
            database.logBytes() <= MOST_BYTES
                ? Stream.empty()
                : Stream.of(
                    StoreProblems.mended(
                        ID,
                        new Finding(
                            "wal-large",
                            Severity.WARNING,
                            "The write-ahead log beside the database has %d MiB."
                                .formatted(database.logBytes() / (1024 * 1024)),
                            StoreProblems.path(chart, database),
                            "A gateway empties it when no reader holds it up; without one, let"
                                + " doctor do it."),
                        List.of(database.logBytes() + " bytes beside " + database.bytes()),
                        new Repair.EmptyLog(chart.home(), database.file()))));
  }
}
