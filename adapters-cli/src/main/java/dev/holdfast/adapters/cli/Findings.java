package dev.holdfast.adapters.cli;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import java.util.List;
import java.util.Locale;

/** How findings are told. */
final class Findings {

  private Findings() {}

  /** Whether one of them has to be acted on. */
  static boolean needAction(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.severity() != Severity.INFO);
  }

  static void show(Screen screen, Finding finding) {
    screen.line(
        emphasis(finding.severity()),
        word(finding.severity()) + ":",
        " " + finding.what() + " [" + finding.id() + "]");
    if (!finding.where().isEmpty()) {
      screen.line("  where:  " + finding.where());
    }
    if (!finding.remedy().isEmpty()) {
      screen.advice("  remedy: " + finding.remedy());
    }
  }

  /** Tells one beside what a command has to say. */
  static void warn(Printer printer, Finding finding) {
    printer.warning("finding", json(finding), screen -> show(screen, finding));
  }

  private static Emphasis emphasis(Severity severity) {
    return switch (severity) {
      case INFO -> Emphasis.INFO;
      case WARNING -> Emphasis.WARNING;
      case ERROR -> Emphasis.ERROR;
    };
  }

  static JsonObject addTo(JsonObject data, List<Finding> findings) {
    return data.putObjects("findings", findings.stream().map(Findings::json).toList());
  }

  static JsonObject json(Finding finding) {
    return new JsonObject()
        .put("id", finding.id())
        .put("severity", word(finding.severity()))
        .put("what", finding.what())
        .putOrNull("where", finding.where())
        .putAdvice("remedy", finding.remedy());
  }

  static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
