package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Examination;
import dev.holdfast.ports.out.env.Progress;
import java.util.List;

/** Mends what a {@link Doctor} found. */
public interface HomeRepairs {

  /**
   * Does exactly what an examination planned, each thing whole or not at all, under the lock of the
   * home if one of them needs it. Whoever is killed in between may begin anew with another
   * examination: what is done is not planned again, and what was begun is gone on with.
   */
  Treatment treat(Examination examination, Progress progress);

  /** What came of a treatment. */
  sealed interface Treatment {

    /**
     * Everything planned was tried.
     *
     * @param steps what became of each repair, in the order of the plan
     * @param after what the checks of the examination find now
     */
    record Treated(List<Step> steps, Examination after) implements Treatment {
      public Treated {
        steps = List.copyOf(steps);
      }
    }

    /** A guard refused: nothing was changed. */
    record Refused(Finding finding) implements Treatment {}
  }

  /** One repair, and what became of it. */
  record Step(Repair repair, Repair.Outcome outcome) {}
}
