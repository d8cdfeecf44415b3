package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.out.env.Progress;
import java.util.List;
import java.util.Set;

/**
 * Looks a home over, and mends what can be mended. Looking creates and changes nothing anywhere,
 * and works beside a gateway, also one that hangs.
 */
public interface Doctor {

  /** What is looked at, in that order. */
  List<Check> checks();

  /**
   * Looks.
   *
   * @param only the ids of the checks that look; empty: all of them
   * @throws IllegalArgumentException if there is no check of one of these ids
   */
  Examination examine(Set<String> only, Progress progress);

  /**
   * Mends exactly what an examination planned, each thing whole or not at all. What became of it is
   * looked at by the checks that found it. Whoever is killed in between may begin anew.
   */
  Treatment treat(Examination examination, Progress progress);

  /**
   * Puts what a helper needs into one new file, mode 0600, without secrets and without content of
   * conversations.
   *
   * @param file as it was typed
   */
  Bundling bundle(String file, Progress progress);

  /**
   * A thing to look at.
   *
   * @param id stable, in {@code kebab-case}
   * @param looksAt half a sentence for a list
   */
  record Check(String id, String looksAt) {}

  /**
   * What was found.
   *
   * @param home the home that was looked at; empty if none could be located
   * @param database the control plane, whether or not it exists; empty if there is no home
   * @param storeId the store's identity; empty if there is no store, or none that can be read
   * @param looked the ids of the checks that looked
   * @param problems everything they found, in their order
   */
  record Examination(
      String home, String database, String storeId, List<String> looked, List<Problem> problems) {
    public Examination {
      looked = List.copyOf(looked);
      problems = List.copyOf(problems);
    }

    /** Everything that would be mended, without repetition. */
    public List<Repair> plan() {
      return problems.stream().flatMap(problem -> problem.repairs().stream()).distinct().toList();
    }
  }

  /**
   * One thing that was found.
   *
   * @param check the id of the check that found it
   * @param evidence the facts that it concludes from; never a secret or content
   * @param repairs what would mend it, in that order; empty if only a person can
   */
  record Problem(String check, Finding finding, List<String> evidence, List<Repair> repairs) {
    public Problem {
      evidence = List.copyOf(evidence);
      repairs = List.copyOf(repairs);
    }
  }

  /** What came of a treatment. */
  sealed interface Treatment {

    /**
     * Everything planned was tried.
     *
     * @param steps what became of each repair, in the order of the plan
     * @param after what all checks of the examination find now
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

  /** What came of a wish for a bundle. */
  sealed interface Bundling {

    /**
     * It is there.
     *
     * @param file its path
     * @param members the names of what is in it
     * @param bytes its size
     */
    record Bundled(String file, List<String> members, long bytes) implements Bundling {
      public Bundled {
        members = List.copyOf(members);
      }
    }

    /** It could not be made; nothing was left behind. */
    record NotBundled(String file, String reason) implements Bundling {}
  }
}
