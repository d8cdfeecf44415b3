package dev.holdfast.domain.state;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;

/** What an operator is told of a home that is not simply the one that is meant. */
final class StandingFindings {

  private StandingFindings() {}

  static Finding of(Standing.Shadow shadow, String home) {
    String consequence =
        switch (shadow.named()) {
          case EXPLICIT -> "It was named with --home, so it is used.";
          case IMPLIED -> "Commands that write refuse to work there.";
        };
    return new Finding(
        "location-shadow",
        Severity.WARNING,
        "The home lies in the isolated home of an agent of %s; the home that is meant is %s. %s"
            .formatted(shadow.tree(), shadow.canonicalHome(), consequence),
        home,
        "Name the home that is meant: --home " + shadow.canonicalHome() + ".");
  }

  static Finding of(Standing.Contradicted contradicted, String home) {
    return new Finding(
        "location-contradicted",
        Severity.WARNING,
        ("HOME lies in the isolated home of an agent and means the home %s, but the only gateway"
                + " that runs works on %s. Commands that write refuse to choose.")
            .formatted(contradicted.canonicalHome(), home),
        home,
        "Say which is meant: --home %s or --home %s."
            .formatted(contradicted.canonicalHome(), home));
  }

  /** {@code HOME} leads into an isolated home, and the gateway to the home that is meant. */
  static Finding avoided(String home) {
    return new Finding(
        "location-shadow-avoided",
        Severity.INFO,
        "HOME lies in the isolated home of an agent; the home that is meant was taken, whose"
            + " gateway runs.",
        home,
        "Nothing has to be done.");
  }
}
