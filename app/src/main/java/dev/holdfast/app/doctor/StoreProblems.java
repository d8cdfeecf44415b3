package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import java.util.List;
import java.util.stream.Stream;

/** What the checks of databases have in common. */
final class StoreProblems {

  private StoreProblems() {}

  /** Looks at a database that can be read. */
  interface Look {
    Stream<Problem> at(DatabaseFacts database, Content.Inspected content);
  }

  /** What a look finds in every database that can be read; the others are the integrity check's. */
  static List<Problem> of(Chart chart, Look look) {
    return chart.store().databases().stream()
        .flatMap(
            database ->
                switch (database.content()) {
                  case Content.Inspected readable -> look.at(database, readable);
                  case Content.Missing _, Content.Unreadable _ -> Stream.empty();
                })
        .toList();
  }

  static String path(Chart chart, DatabaseFacts database) {
    return chart.home() + "/" + database.file();
  }

  static Problem byHand(
      String check,
      String id,
      Severity severity,
      String what,
      String where,
      String remedy,
      List<String> evidence) {
    return new Problem(check, new Finding(id, severity, what, where, remedy), evidence, List.of());
  }

  static Problem mended(String check, Finding finding, List<String> evidence, Repair repair) {
    return new Problem(check, finding, evidence, List.of(repair));
  }
}
