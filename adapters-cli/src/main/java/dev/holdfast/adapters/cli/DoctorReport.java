package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.repair.Repair.Outcome;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.HomeRepairs.Step;
import dev.holdfast.ports.in.HomeRepairs.Treatment;
import java.util.List;

/** How what a doctor found and did is told. */
final class DoctorReport {

  /** Facts of a finding that are shown to a reader; JSON has all of them. */
  private static final int SHOWN_FACTS = 5;

  private DoctorReport() {}

  /** Everything that was found. */
  static Answer findings(Examination examination) {
    return answer(examination, json(examination), screen -> show(screen, examination));
  }

  /** What would be done. */
  static Answer plan(Examination examination) {
    return answer(examination, json(examination), screen -> showPlan(screen, examination));
  }

  /** The same before somebody is asked. */
  static Forecast forecast(Examination examination) {
    return new Forecast.Would(json(examination), screen -> showPlan(screen, examination));
  }

  private static void showPlan(Screen screen, Examination examination) {
    List<Repair> plan = examination.plan();
    screen.line(plan.isEmpty() ? "There is nothing to mend." : "This would be done:");
    plan.forEach(repair -> show(screen, repair));
  }

  /** What was done, and what is left. */
  static Answer treated(Treatment.Treated treated) {
    JsonObject data =
        json(treated.after())
            .putObjects("steps", treated.steps().stream().map(DoctorReport::json).toList());
    return answer(
        treated.after(),
        data,
        screen -> {
          treated.steps().forEach(step -> show(screen, step));
          screen.blank();
          show(screen, treated.after());
        });
  }

  /** The facts. */
  static JsonObject json(Examination examination) {
    return new JsonObject()
        .putOrNull("home", examination.home())
        .putOrNull("database", examination.database())
        .putOrNull("storeId", examination.storeId())
        .putStrings("looked", examination.looked())
        .putObjects("findings", examination.problems().stream().map(DoctorReport::json).toList())
        .putObjects("plan", examination.plan().stream().map(DoctorReport::json).toList());
  }

  private static Answer answer(Examination examination, JsonObject data, Page page) {
    List<Finding> findings = examination.problems().stream().map(Problem::finding).toList();
    for (Finding finding : findings) {
      if (finding.id().equals(Doctor.SCHEMA_NEWER)) {
        return new Answer.Problem(
            ExitCode.NEWER_SCHEMA,
            "newer_schema",
            finding.what(),
            List.of(finding.remedy()),
            data,
            page);
      }
    }
    return Findings.needAction(findings)
        ? new Answer.Found("doctor_findings", summary(examination), data, page)
        : new Answer.Done(
            data,
            screen -> {
              page.showOn(screen);
              screen.line("Nothing has to be done: " + examination.home() + " is in order.");
            });
  }

  private static String summary(Examination examination) {
    long count =
        examination.problems().stream()
            .filter(problem -> problem.finding().severity() != Severity.INFO)
            .count();
    int plan = examination.plan().size();
    return "%d %s in %s; %s"
        .formatted(
            count,
            count == 1 ? "thing is not in order" : "things are not in order",
            examination.home().isEmpty() ? "this place" : examination.home(),
            plan == 0
                ? "what to do stands with each."
                : "%d can be mended: holdfast doctor --plan".formatted(plan));
  }

  private static JsonObject json(Problem problem) {
    return new JsonObject()
        .put("check", problem.check())
        .put("id", problem.finding().id())
        .put("severity", Findings.word(problem.finding().severity()))
        .put("what", problem.finding().what())
        .putOrNull("where", problem.finding().where())
        .putAdvice("remedy", problem.finding().remedy())
        .putStrings("evidence", problem.evidence())
        .putObjects("repairs", problem.repairs().stream().map(DoctorReport::json).toList());
  }

  private static JsonObject json(Repair repair) {
    return new JsonObject()
        .put("kind", repair.kind())
        .put("where", repair.where())
        .put("does", repair.does())
        .put("needsLock", repair.needs() == Repair.Needs.HOME_LOCK);
  }

  private static JsonObject json(Step step) {
    JsonObject json = json(step.repair());
    return switch (step.outcome()) {
      case Outcome.Done(String told) -> json.put("outcome", "done").putOrNull("told", told);
      case Outcome.NothingToDo() -> json.put("outcome", "nothing_to_do").putNull("told");
      case Outcome.NotDone(Finding finding) ->
          json.put("outcome", "not_done").put("told", finding.what());
    };
  }

  private static void show(Screen screen, Examination examination) {
    for (Problem problem : examination.problems()) {
      Findings.show(screen, problem.finding());
      problem.evidence().stream()
          .limit(SHOWN_FACTS)
          .forEach(fact -> screen.line("  fact:   " + fact));
      int more = problem.evidence().size() - SHOWN_FACTS;
      if (more > 0) {
        screen.line("  fact:   and " + more + " more, see --json");
      }
      problem.repairs().forEach(repair -> screen.line("  fix:    " + repair.does()));
      screen.blank();
    }
  }

  private static void show(Screen screen, Repair repair) {
    screen.line(repair.kind() + " " + repair.where());
    screen.line("  " + repair.does());
  }

  private static void show(Screen screen, Step step) {
    String what = step.repair().kind() + " " + step.repair().where();
    switch (step.outcome()) {
      case Outcome.Done(String told) -> {
        screen.line("done: " + what);
        if (!told.isEmpty()) {
          screen.line("  " + told);
        }
      }
      case Outcome.NothingToDo() -> screen.line("nothing to do: " + what);
      case Outcome.NotDone(Finding finding) -> {
        screen.line("not done: " + what);
        screen.line("  " + finding.what());
        screen.advice("  " + finding.remedy());
      }
    }
  }
}
