package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.Doctor.Problem;
import java.util.List;
import java.util.stream.Stream;

/** Whether databases keep the write-ahead log that readers beside a writer need. */
final class JournalModeCheck implements Check {

  private static final String ID = "journal-mode";

  private static final String WAL = "wal";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "whether each database keeps a write-ahead log";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return StoreProblems.of(
        chart,
        (database, content) ->
            content.settings().journalMode().equals(WAL)
                ? Stream.empty()
                : Stream.of(
                    StoreProblems.byHand(
                        ID,
                        "journal-mode-wrong",
                        Severity.WARNING,
                        "The database is in journal mode %s, not %s: another program changed it."
                            .formatted(content.settings().journalMode(), WAL),
                        StoreProblems.path(chart, database),
                        "Start the gateway: it sets the mode when it opens the database.",
                        List.of("journal_mode " + content.settings().journalMode()))));
  }
}
