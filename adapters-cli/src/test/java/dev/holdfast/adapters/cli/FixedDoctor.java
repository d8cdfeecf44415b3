package dev.holdfast.adapters.cli;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.HomeRepairs.Treatment;
import dev.holdfast.ports.out.env.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds what a test says, at first nothing. */
final class FixedDoctor implements Doctor {

  final List<Set<String>> asked = new ArrayList<>();
  Examination examination = examination(List.of());
  Treatment treatment = new Treatment.Treated(List.of(), examination);

  static Examination examination(List<Problem> problems) {
    return new Examination(
        "/h", "/h/state/holdfast.sqlite", "s-1", List.of("permissions"), problems);
  }

  void found(Finding finding, Repair... repairs) {
    examination =
        examination(
            List.of(
                new Problem(
                    "permissions",
                    finding,
                    IntStream.range(0, 7).mapToObj(n -> "fact " + n).toList(),
                    List.of(repairs))));
  }

  @Override
  public List<Look> checks() {
    return List.of(new Look("permissions", "whether"), new Look("integrity", "whether"));
  }

  @Override
  public Examination examine(Set<String> only, Progress progress) {
    asked.add(only);
    return examination;
  }

  @Override
  public Bundling bundle(String file, String program, Progress progress) {
    return new Bundling.Bundled("/" + file, List.of("state.txt"), 7, examination);
  }
}
