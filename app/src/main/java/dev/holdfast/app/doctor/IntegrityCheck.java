package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.repair.Repair.LostIdentity;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Integrity;
import dev.holdfast.ports.out.env.DatabaseFacts.View;
import dev.holdfast.ports.out.env.StoreIdentity;
import java.util.ArrayList;
import java.util.List;

/** Whether every page of every database is as SQLite wrote it. */
final class IntegrityCheck implements Check {

  static final String ID = "integrity";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "every page of every database (integrity_check), and salvages that were not completed";
  }

  @Override
  public List<Problem> look(Chart chart) {
    List<String> unfinished = chart.unfinishedSalvages();
    List<Problem> problems = new ArrayList<>();
    for (String file : unfinished) {
      problems.add(unfinished(chart, file));
    }
    for (DatabaseFacts database : chart.store().databases()) {
      if (!unfinished.contains(database.file())) {
        problems.addAll(problems(chart, database));
      }
    }
    return problems;
  }

  private static List<Problem> problems(Chart chart, DatabaseFacts database) {
    return switch (database.content()) {
      case Content.Missing() -> List.of();
      case Content.Unreadable unreadable -> List.of(unreadable(chart, database, unreadable));
      case Content.Inspected readable ->
          switch (readable.integrity()) {
            case Integrity.NotChecked() ->
                readable.settings().view() == View.WITHOUT_LOG
                    ? List.of(unchecked(chart, database, List.of()))
                    : unread(chart, database, readable);
            case Integrity.Checked checked ->
                checked.damage().isEmpty()
                    ? unread(chart, database, readable)
                    : List.of(damaged(chart, database.file(), checked.damage()));
          };
    };
  }

  private static Problem unreadable(
      Chart chart, DatabaseFacts database, Content.Unreadable content) {
    return switch (content.reason()) {
      case DAMAGED -> damaged(chart, database.file(), List.of(content.message()));
      case LOG_NEEDED -> unchecked(chart, database, List.of(content.message()));
      case NOT_PLAIN, NO_ACCESS, NOT_OURS, LOCKED ->
          StoreProblems.byHand(
              ID,
              "database-unreadable",
              Severity.ERROR,
              "The database cannot be read: " + content.message(),
              StoreProblems.path(chart, database),
              "Mend what it says; nothing was changed.",
              List.of(content.reason() + ": " + content.message()));
    };
  }

  /** What is only in the log may be what is missing in the file. */
  private static Problem unchecked(Chart chart, DatabaseFacts database, List<String> evidence) {
    return StoreProblems.mended(
        ID,
        new Finding(
            "database-unchecked",
            Severity.WARNING,
            "The database was not checked: its write-ahead log cannot be read without making a"
                + " file.",
            StoreProblems.path(chart, database),
            "Start the gateway once, or let doctor write the log back; then run doctor again."),
        evidence,
        new Repair.EmptyLog(chart.home(), database.file()));
  }

  /** What cannot be read though no page is damaged is no reason to salvage. */
  private static List<Problem> unread(
      Chart chart, DatabaseFacts database, Content.Inspected content) {
    return content.unread().isEmpty()
        ? List.of()
        : List.of(
            StoreProblems.byHand(
                ID,
                "rows-unreadable",
                Severity.ERROR,
                "Not everything in the database can be read, and no damaged page is the cause.",
                StoreProblems.path(chart, database),
                "Run doctor again in a while. If it says the same, put a backup in the database's"
                    + " place; nothing was changed.",
                content.unread()));
  }

  private static Problem damaged(Chart chart, String file, List<String> damage) {
    return StoreProblems.mended(
        ID,
        new Finding(
            "database-damaged",
            Severity.ERROR,
            "The database is damaged; what can be read of it is not lost.",
            chart.home() + "/" + file,
            "Stop the gateway and let doctor salvage it, or put a backup in its place."),
        damage,
        salvage(chart, file));
  }

  private static Problem unfinished(Chart chart, String file) {
    return StoreProblems.mended(
        ID,
        new Finding(
            "salvage-unfinished",
            Severity.ERROR,
            "The salvage of a damaged database was begun and not completed; the damaged one is"
                + " kept.",
            chart.home() + "/" + file,
            "Let doctor go on with it."),
        List.of(),
        salvage(chart, file));
  }

  private static Repair salvage(Chart chart, String file) {
    LostIdentity identity =
        switch (chart.store().identity()) {
          case StoreIdentity.Known _ -> LostIdentity.KEPT;
          case StoreIdentity.Unknown _, StoreIdentity.NoStore() -> LostIdentity.REPLACED;
        };
    return new Repair.SalvageDatabase(chart.home(), file, identity);
  }
}
