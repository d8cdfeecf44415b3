package dev.holdfast.adapters.cli;

import dev.holdfast.domain.repair.Repair.Needs;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.Doctor.Bundling;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.in.Doctor.Look;
import dev.holdfast.ports.in.HomeRepairs.Treatment;
import dev.holdfast.ports.out.env.Progress;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Looks a home over, and mends what can be mended. */
final class DoctorVisit implements GuardedCommand {

  static final String PLAN = "--plan";
  static final String FIX = "--fix";
  static final String ONLY = "--only";
  static final String BUNDLE = "--bundle";

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("doctor");
    command
        .usageMessage()
        .description(
            "Look a home over and tell every problem, with what to do about it. Changes nothing"
                + " unless told to.",
            "Exit code 1 if there is something to do.");
    return command
        .addOption(
            Parameters.flag(PLAN, "Tell what --fix would do, and do nothing. So does --dry-run."))
        .addOption(Parameters.flag(FIX, "Do what --plan tells, and look again."))
        .addOption(
            Parameters.text(
                    ONLY, "ID[,ID]", "Look only at these things; docs/doctor.md lists them.")
                .toBuilder()
                .completionCandidates(Doctor.IDS)
                .build())
        .addOption(
            Parameters.text(
                BUNDLE,
                Parameters.FILE,
                "Put what a helper needs into this new file, without secrets and conversations."));
  }

  @Override
  public Intent intent(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    List<String> ways = Stream.of(PLAN, FIX, BUNDLE).filter(arguments::has).toList();
    if (ways.size() > 1) {
      return nothing(Usage.problem(String.join(" and ", ways) + " do not go together."));
    }
    if (arguments.has(BUNDLE) && arguments.has(ONLY)) {
      return nothing(Usage.problem(BUNDLE + " looks at everything: leave " + ONLY + " out."));
    }
    Doctor doctor = invocation.services().doctor();
    Set<String> only = only(arguments);
    List<String> known = doctor.checks().stream().map(Look::id).toList();
    if (arguments.has(ONLY) && (only.isEmpty() || !known.containsAll(only))) {
      return nothing(unknown(only, known));
    }
    Progress progress = invocation.printer().progress();
    if (arguments.has(BUNDLE)) {
      return nothing(bundle(doctor, arguments.text(BUNDLE), progress));
    }
    Examination examination = doctor.examine(only, progress);
    if (arguments.has(PLAN) || arguments.has(GuardOptions.DRY_RUN)) {
      return nothing(DoctorReport.plan(examination));
    }
    if (!arguments.has(FIX) || examination.plan().isEmpty()) {
      return nothing(DoctorReport.findings(examination));
    }
    return new Intent.Mending(
        examination,
        needs(examination),
        DoctorReport.forecast(examination),
        repairs -> mended(repairs.treat(examination, progress)));
  }

  private static Needs needs(Examination examination) {
    return examination.plan().stream().anyMatch(repair -> repair.needs() == Needs.HOME_LOCK)
        ? Needs.HOME_LOCK
        : Needs.NOTHING;
  }

  private static Answer mended(Treatment treatment) {
    return switch (treatment) {
      case Treatment.Refused(var finding) ->
          Answer.Problem.of(
              ExitCode.REFUSED,
              finding.id().replace('-', '_'),
              finding.what(),
              finding.remedy(),
              "What needs no lock can be mended by itself with: holdfast doctor --fix --only"
                  + " permissions,shadow-trees");
      case Treatment.Treated treated -> DoctorReport.treated(treated);
    };
  }

  private static Answer bundle(Doctor doctor, String file, Progress progress) {
    return switch (doctor.bundle(file, "holdfast " + Version.text(), progress)) {
      case Bundling.Bundled bundled ->
          new Answer.Done(
              DoctorReport.json(bundled.examination())
                  .put("bundle", bundled.file())
                  .put("bytes", bundled.bytes())
                  .putStrings("members", bundled.members()),
              screen -> {
                screen.line("Made " + bundled.file() + " of " + bundled.bytes() + " bytes:");
                bundled.members().forEach(member -> screen.line("  " + member));
                screen.line("Look into it before you pass it on.");
              });
      case Bundling.NotBundled(String path, String reason) ->
          Answer.Problem.of(
              ExitCode.FAILURE,
              "not_bundled",
              "The bundle " + path + " was not made: " + reason + ".",
              "Name a new file in a folder of yours.");
    };
  }

  private static Set<String> only(Arguments arguments) {
    return new LinkedHashSet<>(
        Arrays.stream(arguments.text(ONLY).split(",", -1))
            .map(String::strip)
            .filter(id -> !id.isEmpty())
            .toList());
  }

  private static Answer unknown(Set<String> only, List<String> known) {
    return Usage.problem(
        ONLY
            + " takes some of "
            + String.join(", ", known)
            + (only.isEmpty() ? "." : "; not " + String.join(", ", wrong(only, known)) + "."));
  }

  private static List<String> wrong(Set<String> only, List<String> known) {
    return only.stream().filter(id -> !known.contains(id)).toList();
  }

  private static Intent nothing(Answer answer) {
    return new Intent.Nothing(answer);
  }
}
