package dev.holdfast.app.doctor;

import dev.holdfast.ports.in.Doctor.Problem;
import java.util.List;

/** One thing that is looked at. */
interface Check {

  /** Stable name, in {@code kebab-case}. */
  String id();

  /** Half a sentence for a list of checks. */
  String looksAt();

  /**
   * Everything that is not as it should be, and what would mend it; empty on a healthy store.
   *
   * @param chart the facts of one examination
   */
  List<Problem> look(Chart chart);
}
