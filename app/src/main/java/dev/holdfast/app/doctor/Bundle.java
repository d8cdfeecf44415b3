package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.GatewayRuns.Status;
import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.HomeInspection.HomeFile;
import dev.holdfast.ports.out.env.HomeInspection.RecordTrace;
import dev.holdfast.ports.out.env.SupportFiles.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The texts of a bundle, each a member of its own; one that cannot be had says why. */
final class Bundle {

  private final Patient patient;
  private final Chart chart;

  Bundle(Patient patient, Chart chart) {
    this.patient = patient;
    this.chart = chart;
  }

  List<Member> of(String program, Examination examination) {
    List<Member> members = new ArrayList<>();
    members.add(member("versions.txt", () -> versions(program)));
    members.add(member("findings.txt", () -> findings(examination)));
    members.add(member("state.txt", () -> state(chart.state())));
    if (!chart.home().isEmpty()) {
      members.add(member("store.txt", this::store));
      members.add(member("files.txt", () -> chart.homeFiles().stream().map(Bundle::line).toList()));
      members.add(member("records.txt", this::records));
      members.add(member("lock.txt", () -> patient.support().lock()));
      members.add(member("configuration.json", () -> List.of(patient.support().configuration())));
      members.addAll(logs());
    }
    members.add(member("process.txt", this::process));
    members.add(member("environment.txt", () -> patient.support().environment()));
    return List.copyOf(members);
  }

  private static Member member(String name, Supplier<List<String>> lines) {
    try {
      return new Member(name, String.join("\n", lines.get()) + "\n");
    } catch (RuntimeException failure) {
      // Whatever is wrong, a helper gets all the rest.
      return untold(name, failure);
    }
  }

  private List<Member> logs() {
    try {
      return patient.support().logs();
    } catch (RuntimeException failure) {
      return List.of(untold("logs", failure));
    }
  }

  private static Member untold(String name, RuntimeException failure) {
    return new Member(name, "This cannot be told: " + failure + "\n");
  }

  private List<String> versions(String program) {
    List<String> lines = new ArrayList<>(List.of(program, "at " + chart.now()));
    lines.addAll(patient.support().machine());
    if (!chart.home().isEmpty()) {
      lines.add("sqlite " + chart.store().engineVersion());
    }
    return lines;
  }

  private static List<String> findings(Examination examination) {
    List<String> lines = new ArrayList<>();
    lines.add("looked at: " + String.join(", ", examination.looked()));
    for (Problem problem : examination.problems()) {
      Finding finding = problem.finding();
      lines.add("");
      lines.add(
          "%s %s [%s] %s"
              .formatted(finding.severity(), finding.id(), problem.check(), finding.what()));
      lines.add("  where:  " + finding.where());
      lines.add("  remedy: " + finding.remedy());
      problem.evidence().forEach(fact -> lines.add("  fact:   " + fact));
      for (Repair repair : problem.repairs()) {
        lines.add("  fix:    %s %s: %s".formatted(repair.kind(), repair.where(), repair.does()));
      }
    }
    return lines;
  }

  private static List<String> state(StateReport state) {
    List<String> lines = new ArrayList<>();
    lines.add("home " + state.home());
    lines.add("configuration " + state.configuration());
    lines.add("store " + state.storeId());
    state.databases().forEach(database -> lines.add("database " + database));
    lines.add("gateway " + state.gateway());
    state
        .steps()
        .forEach(
            step ->
                lines.add(
                    "looked at %s %s: %s, %s"
                        .formatted(step.source(), step.value(), step.taken(), step.reason())));
    return lines;
  }

  private List<String> store() {
    List<String> lines = new ArrayList<>();
    lines.add("identity " + chart.store().identity());
    for (DatabaseFacts database : chart.store().databases()) {
      lines.add("");
      lines.add(
          "%s: %s, %d bytes, log %d bytes"
              .formatted(
                  database.file(), database.registration(), database.bytes(), database.logBytes()));
      lines.addAll(content(database.content()));
    }
    return lines;
  }

  private static List<String> content(Content content) {
    return switch (content) {
      case Content.Missing() -> List.of("  missing");
      case Content.Unreadable unreadable ->
          List.of("  unreadable: " + unreadable.reason() + " " + unreadable.message());
      case Content.Inspected inspected -> {
        List<String> lines = new ArrayList<>();
        lines.add("  " + inspected.settings());
        lines.add("  " + inspected.schema());
        new TreeMap<>(inspected.rows())
            .forEach((table, rows) -> lines.add("  " + table + " " + rows + " rows"));
        inspected.orphans().forEach(orphans -> lines.add("  " + OrphansCheck.line(orphans)));
        inspected
            .running()
            .forEach(
                turn ->
                    lines.add(
                        "  turn %s %s since %s, owner %s, epoch %d, %s"
                            .formatted(
                                turn.turnId(),
                                turn.state(),
                                turn.startedAt(),
                                turn.owner(),
                                turn.epoch(),
                                turn.lease())));
        inspected.unread().forEach(unread -> lines.add("  not read: " + unread));
        yield lines;
      }
    };
  }

  private List<String> records() {
    List<String> lines = new ArrayList<>();
    for (RecordTrace record : chart.files().records()) {
      lines.add(record.path());
      lines.add("  " + record.text());
    }
    return lines;
  }

  private List<String> process() {
    return switch (chart.state().gateway()) {
      case Status.Running running -> chart.files().process(running.address().pid()).lines();
      case Status.NotRunning(String home) -> List.of("No gateway runs on " + home + ".");
      case Status.HeldUnknown(String home, String message) -> List.of(home + ": " + message);
    };
  }

  private static String line(HomeFile file) {
    return "%04o %s %d %d bytes, %d names, %s %s"
        .formatted(
            file.permissions(),
            file.kind(),
            file.owner(),
            file.bytes(),
            file.links(),
            file.modified(),
            file.path());
  }
}
