package dev.holdfast.app.wiring;

import dev.holdfast.domain.finding.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Findings as the end of an error message. */
final class FindingsText {

  private FindingsText() {}

  static String of(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.what() + " (" + finding.where() + ") " + finding.remedy())
        .collect(Collectors.joining(" "));
  }
}
