package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.SchemaState;
import java.util.List;
import java.util.stream.Stream;

/** Whether databases have the schema of this program. */
final class SchemaCheck implements Check {

  static final String ID = "schema";

  private static final String NEWER = Doctor.SCHEMA_NEWER;
  private static final String OLDER = "schema-older";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "whether each database has the schema of this program";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return StoreProblems.of(
        chart, (database, content) -> problems(chart, database, content.schema()));
  }

  private static Stream<Problem> problems(Chart chart, DatabaseFacts database, SchemaState schema) {
    String path = StoreProblems.path(chart, database);
    List<String> evidence =
        List.of("database " + schema.database() + ", program " + schema.program());
    return switch (schema.standing()) {
      case CURRENT -> Stream.empty();
      case OLDER -> Stream.of(older(chart, database, schema, evidence));
      case NEWER ->
          Stream.of(
              StoreProblems.byHand(
                  ID,
                  NEWER,
                  Severity.ERROR,
                  "A newer program made the database: its schema is %s, this program's is %s. It was not touched."
                      .formatted(schema.database(), schema.program()),
                  path,
                  "Use that version of Holdfast, or a newer one; or put back the copy in the home's"
                      + " backups that was made before.",
                  evidence));
      case FOREIGN ->
          Stream.of(
              StoreProblems.byHand(
                  ID,
                  "schema-foreign",
                  Severity.ERROR,
                  "The database is not one that this program's migrations made, or one of them"
                      + " failed.",
                  path,
                  "Find out what wrote it; put a backup in its place if there is one.",
                  evidence));
    };
  }

  private static Problem older(
      Chart chart, DatabaseFacts database, SchemaState schema, List<String> evidence) {
    String what =
        "An older program made the database: its schema is %s, this program's is %s."
            .formatted(schema.database(), schema.program());
    String path = StoreProblems.path(chart, database);
    return switch (database.registration()) {
      case REGISTERED, UNKNOWN ->
          StoreProblems.mended(
              ID,
              new Finding(
                  OLDER,
                  Severity.WARNING,
                  what,
                  path,
                  "Start the gateway or let doctor do it: either copies the database first."),
              evidence,
              new Repair.UpgradeStore(chart.home()));
      case UNREGISTERED ->
          StoreProblems.byHand(
              ID,
              OLDER,
              Severity.WARNING,
              what,
              path,
              "It stays as it is, because the store does not know of it: see the check of agents.",
              evidence);
    };
  }
}
