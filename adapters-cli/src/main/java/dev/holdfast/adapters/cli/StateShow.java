package dev.holdfast.adapters.cli;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.in.StateReport.KnownBy;
import dev.holdfast.ports.in.StateReport.OtherHome;
import dev.holdfast.ports.in.StateReport.Step;
import dev.holdfast.ports.in.StateReport.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Tells where state is and why there. */
final class StateShow implements ReadingCommand {

  /** Findings that nothing could be looked for. */
  private static final Set<String> UNSEEN =
      Set.of("home-of-another-user", "home-not-readable", "store-unreadable");

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("state");
    command
        .usageMessage()
        .description(
            "Tell where state is, what is there, who holds it, and how that was found.",
            "Makes and changes nothing.");
    return command;
  }

  @Override
  public boolean looksIntoHome() {
    return false;
  }

  @Override
  public Answer run(Invocation invocation) {
    StateReport report = invocation.services().state();
    if (report.home().isEmpty()) {
      return new Answer.Problem(
          ExitCode.STORE_UNUSABLE,
          "not_located",
          "Where state is cannot be told. Nothing was read or written.",
          List.of(),
          json(report),
          screen -> stepsAndFindings(screen, report));
    }
    return new Answer.Done(json(report), screen -> show(screen, report));
  }

  private static JsonObject json(StateReport report) {
    return Findings.addTo(
        new JsonObject()
            .putOrNull("home", report.home())
            .putOrNull("realHome", report.realHome())
            .put("standing", StandingFacts.json(report.standing()))
            .putOrNull("configuration", report.configuration())
            .putOrNull("storeId", report.storeId())
            .putStrings("databases", report.databases())
            .put("gateway", HolderFacts.json(report.gateway(), report.holder()))
            .putObjects("otherHomes", report.otherHomes().stream().map(StateShow::json).toList())
            .putObjects("steps", report.steps().stream().map(StateShow::json).toList()),
        report.findings());
  }

  private static JsonObject json(OtherHome other) {
    return new JsonObject().put("home", other.home()).put("knownBy", word(other.knownBy()));
  }

  private static JsonObject json(Step step) {
    return new JsonObject()
        .put("source", step.source())
        .putOrNull("value", step.value())
        .put("taken", step.taken() == Taken.YES)
        .put("reason", step.reason());
  }

  private static void show(Screen screen, StateReport report) {
    List<String> facts = new ArrayList<>(List.of("home", report.home()));
    if (!report.realHome().equals(report.home())) {
      facts.addAll(List.of("real path", report.realHome()));
    }
    StandingFacts.sentence(report.standing())
        .ifPresent(sentence -> facts.addAll(List.of("standing", sentence)));
    facts.addAll(
        List.of(
            "configuration", report.configuration(),
            "store", report.storeId().isEmpty() ? none(report) : report.storeId(),
            "databases", databases(report),
            "gateway", HolderFacts.sentence(report.holder())));
    if (!report.otherHomes().isEmpty()) {
      facts.addAll(List.of("same store in", others(report)));
    }
    screen.facts(Screen.named(facts));
    screen.blank();
    stepsAndFindings(screen, report);
  }

  private static void stepsAndFindings(Screen screen, StateReport report) {
    Table steps = new Table("LOOKED AT", "VALUE", "TAKEN", "REASON").neverCut("VALUE");
    for (Step step : report.steps()) {
      steps.row(
          step.source(), step.value(), step.taken() == Taken.YES ? "yes" : "no", step.reason());
    }
    screen.table(steps);
    if (!report.findings().isEmpty()) {
      screen.blank();
      report.findings().forEach(finding -> Findings.show(screen, finding));
    }
  }

  private static String others(StateReport report) {
    return report.otherHomes().stream()
        .map(other -> other.home() + " (" + why(other.knownBy()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String why(KnownBy knownBy) {
    return switch (knownBy) {
      case RUNNING_GATEWAY -> "a gateway runs there";
      case FORMER_PLACE -> "it was opened there before";
    };
  }

  private static String word(KnownBy knownBy) {
    return switch (knownBy) {
      case RUNNING_GATEWAY -> "running_gateway";
      case FORMER_PLACE -> "former_place";
    };
  }

  private static String databases(StateReport report) {
    return report.databases().isEmpty() ? none(report) : String.join(", ", report.databases());
  }

  /** Where nobody could look it is not known that there is none. */
  private static String none(StateReport report) {
    return report.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .map(Finding::id)
            .anyMatch(UNSEEN::contains)
        ? "cannot be looked at"
        : "none found";
  }
}
