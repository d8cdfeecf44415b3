package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.HomeInspection.NearTree;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/** Stores in the isolated homes of agents, made by commands that were run there. */
final class ShadowTreesCheck implements Check {

  private static final String ID = "shadow-trees";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "stores in isolated homes of agents, which hide this one from commands run there";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return chart.files().trees().stream()
        .flatMap(
            tree ->
                switch (tree) {
                  case NearTree.Shadow shadow -> Stream.of(problem(shadow, chart));
                  case NearTree.Legacy _ -> Stream.empty();
                })
        .toList();
  }

  private static Problem problem(NearTree.Shadow shadow, Chart chart) {
    return shadow.meant().equals(chart.home()) ? own(shadow, chart) : ofAnother(shadow);
  }

  private static Problem own(NearTree.Shadow shadow, Chart chart) {
    return new Problem(
        ID,
        new Finding(
            "shadow-store",
            Severity.WARNING,
            "A second store lies in the isolated home of an agent of "
                + shadow.outer()
                + ". Commands run there may have written to it instead of this one.",
            shadow.path(),
            "Compare both sides, then let doctor rename the second one. Nothing is ever merged."),
        List.of(
            "this home: " + Sides.of(chart.home(), chart.store()),
            "the second: "
                + Sides.of(shadow.path(), chart.storeAt(shadow.path()))
                + ", last written "
                + shadow.modified()),
        List.of(new Repair.ArchiveTree(shadow.path(), archived(shadow.path(), shadow.modified()))));
  }

  /** Who looks after one home decides nothing about what belongs to another. */
  private static Problem ofAnother(NearTree.Shadow shadow) {
    return new Problem(
        ID,
        new Finding(
            "shadow-store-elsewhere",
            Severity.INFO,
            "A store lies in the isolated home of an agent of %s, where %s is meant, not this home."
                .formatted(shadow.outer(), shadow.meant()),
            shadow.path(),
            "Nothing has to be done here. Look with: holdfast doctor --home " + shadow.meant()),
        List.of("last written " + shadow.modified()),
        List.of());
  }

  /** Named by the last write, so that the plan names the same place each time it is made. */
  private static String archived(String path, Instant modified) {
    return path + ".archived-" + STAMP.format(modified);
  }
}
