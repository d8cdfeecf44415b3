package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Registration;
import dev.holdfast.ports.out.env.DatabaseFacts.Role;
import java.util.List;
import java.util.stream.Stream;

/** Whether every registered agent has a database, and every database a registered agent. */
final class AgentsCheck implements Check {

  private static final String ID = "agents";
  private static final String FOLDER = "state";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "agents without a database, databases without an agent or without a control plane";
  }

  @Override
  public List<Problem> look(Chart chart) {
    List<String> unfinished = chart.unfinishedSalvages();
    return chart.store().databases().stream()
        .filter(database -> !unfinished.contains(database.file()))
        .flatMap(database -> problems(chart, database))
        .toList();
  }

  private static Stream<Problem> problems(Chart chart, DatabaseFacts database) {
    if (database.content() instanceof Content.Missing) {
      return Stream.of(
          switch (database.role()) {
            case Role.ControlPlane() -> lost(chart, database);
            case Role.Agent _ -> missing(chart, database);
          });
    }
    if (database.registration() == Registration.UNREGISTERED) {
      return Stream.of(
          StoreProblems.byHand(
              ID,
              "database-unregistered",
              Severity.WARNING,
              "A database lies here that the store does not know of, so no agent uses it.",
              StoreProblems.path(chart, database),
              "Move it away if it belongs to another home. Of this home it is left from a store"
                  + " that was replaced: keep it, and look for the store's backup.",
              List.of(database.bytes() + " bytes")));
    }
    return Stream.empty();
  }

  private static Problem missing(Chart chart, DatabaseFacts database) {
    return StoreProblems.byHand(
        ID,
        "database-missing",
        Severity.ERROR,
        "The store knows of this database, and there is no such file. It is never made anew by"
            + " itself, so its agent is out of service.",
        StoreProblems.path(chart, database),
        "Put it back from where it was moved, or from a backup.",
        List.of(database.registration().toString()));
  }

  /** A store is made by mistake where the folder of the one that is meant is not mounted yet. */
  private static Problem lost(Chart chart, DatabaseFacts database) {
    return new Problem(
        ID,
        new Finding(
            "control-plane-missing",
            Severity.ERROR,
            "Agents have databases here, and the control plane that tells of them is gone. It is"
                + " never made anew by itself, so no gateway starts.",
            StoreProblems.path(chart, database),
            "Look first whether the folder "
                + FOLDER
                + " is mounted, if it is a volume of its own. Then put the control plane back from"
                + " where it was moved, or from a backup. Only if there is none have a new one"
                + " made: holdfast doctor --fix --only "
                + ID
                + ". No conversation is lost then, but the audit, and all tokens."),
        List.of("no file"),
        chart.isNamed(ID)
            ? List.of(new Repair.MakeControlPlane(chart.home(), database.file()))
            : List.of());
  }
}
