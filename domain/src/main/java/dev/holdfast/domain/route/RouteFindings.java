package dev.holdfast.domain.route;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.text.OutsideText;
import java.util.ArrayList;
import java.util.List;

/** Collects what canonicalizing one draft changed or dropped, in the order it happened. */
final class RouteFindings {

  /** Characters of an outside text that a finding repeats. */
  private static final int SHOWN = 80;

  private final List<Finding> findings = new ArrayList<>();

  List<Finding> all() {
    return findings;
  }

  /** A part was written in another form than the one that is stored. */
  void changed(String id, String part, String from, String to) {
    findings.add(
        new Finding(
            id,
            Severity.INFO,
            "The %s %s is taken as %s.".formatted(part, shown(from), shown(to)),
            part,
            "Write %s; the old form goes on being understood.".formatted(shown(to))));
  }

  /** One of provider and model was named without the other. */
  void orphan(String present, String value, String absent) {
    findings.add(
        new Finding(
            "route-orphan-" + present,
            Severity.WARNING,
            "The %s %s stands without a %s and was dropped."
                .formatted(present, shown(value), absent),
            present,
            "Name both, as in 'openai/gpt-5.5'."));
  }

  /** A part can be no such thing. */
  void invalid(String part, String value, int maxLength) {
    findings.add(
        new Finding(
            "route-part-invalid",
            Severity.ERROR,
            "The %s %s cannot be one, so the route was dropped.".formatted(part, shown(value)),
            part,
            "Use at most %d characters, none of them a control character%s."
                .formatted(maxLength, part.equals("provider") ? " or a slash" : "")));
  }

  /** A row of a store does not hold what a canonical route is stored as. */
  void notAsStored(RouteDraft columns) {
    findings.add(
        new Finding(
            "route-stored-not-canonical",
            Severity.WARNING,
            "The stored route %s/%s is no longer canonical and is not used."
                .formatted(shown(columns.provider()), shown(columns.model())),
            "provider",
            "Choose a route for the session again, or define the provider in the configuration."));
  }

  private static String shown(String text) {
    String head = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    StringBuilder printable = new StringBuilder("'");
    head.codePoints()
        .map(c -> OutsideText.isPrintable(c) ? c : '?')
        .forEach(printable::appendCodePoint);
    return printable.append('\'').toString();
  }
}
