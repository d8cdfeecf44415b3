package dev.holdfast.domain.state;

import dev.holdfast.domain.finding.Finding;
import java.util.List;

/** What one rule of the locator says. */
sealed interface Candidate {

  /** The option, variable or rule. */
  String source();

  /** What it names, as it was written; empty if nothing. */
  String value();

  /** Why it says so. */
  String reason();

  /** What an operator should know if the rule is asked. */
  List<Finding> findings();

  /** It names nothing. */
  record Silent(String source, String value, String reason, List<Finding> findings)
      implements Candidate {}

  /** It names this absolute path. */
  record Named(String source, String value, String path, String reason, List<Finding> findings)
      implements Candidate {}

  /** It names something that cannot be used; the findings hold the error. */
  record Unusable(String source, String value, String reason, List<Finding> findings)
      implements Candidate {}
}
