package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.out.env.Progress;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Looks a home over and says what would mend it. Looking creates and changes nothing anywhere, and
 * works beside a gateway, also one that hangs.
 */
public interface Doctor {

  /** The id of the finding that a newer program made a database. */
  String SCHEMA_NEWER = "schema-newer";

  /** The ids of {@link #checks()}, for who offers them and opens no home. */
  List<String> IDS =
      List.of(
          "location",
          "shadow-trees",
          "divergent-stores",
          "lock-and-record",
          "permissions",
          "links",
          "configuration",
          "file-system",
          "disk-space",
          "engine",
          "integrity",
          "schema",
          "journal-mode",
          "foreign-keys",
          "orphans",
          "wal-size",
          "agents",
          "turns",
          "clock",
          "port",
          "token",
          "legacy-state");

  /** What is looked at, in that order. */
  List<Look> checks();

  /**
   * Looks.
   *
   * @param only the ids of the checks that look; empty: all of them
   * @throws IllegalArgumentException if there is no check of one of these ids
   */
  Examination examine(Set<String> only, Progress progress);

  /**
   * Looks, and puts what a helper needs into one new archive of mode 0600: what was found, where
   * state is, what is in the store by count, the configuration, the process and its surroundings.
   * It holds no secret and nothing of any conversation.
   *
   * @param file as it was typed; refused if something stands there
   * @param program name and version of this program
   */
  Bundling bundle(String file, String program, Progress progress);

  /**
   * A thing to look at.
   *
   * @param id stable, in {@code kebab-case}
   * @param looksAt half a sentence for a list
   */
  record Look(String id, String looksAt) {}

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

    /** Everything that would be mended, without repetition; what needs the lock comes last. */
    public List<Repair> plan() {
      return problems.stream()
          .flatMap(problem -> problem.repairs().stream())
          .distinct()
          .sorted(Comparator.comparing(Repair::needs))
          .toList();
    }

    /** The files, folders and objects that would be written by that, without repetition. */
    public List<String> written() {
      return problems.stream()
          .flatMap(problem -> problem.repairs().stream().map(problem::written))
          .distinct()
          .toList();
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

    private String written(Repair repair) {
      // That one names the home, for all its older databases; this finding is of one of them.
      return repair instanceof Repair.UpgradeStore ? finding.where() : repair.where();
    }
  }

  /** What came of a wish for a bundle. */
  sealed interface Bundling {

    /**
     * It is there.
     *
     * @param file its absolute path
     * @param members the names of what is in it
     * @param bytes its size
     * @param examination what the doctor found
     */
    record Bundled(String file, List<String> members, long bytes, Examination examination)
        implements Bundling {
      public Bundled {
        members = List.copyOf(members);
      }
    }

    /** It could not be made, and nothing is left of it; why, as the end of a sentence. */
    record NotBundled(String file, String reason) implements Bundling {}
  }
}
