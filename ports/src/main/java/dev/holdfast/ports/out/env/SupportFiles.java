package dev.holdfast.ports.out.env;

import java.util.List;

/**
 * What a helper wants to know about the surroundings of a home, and the archive it is put into.
 * Asks no gateway, so a hung one holds nothing up.
 */
public interface SupportFiles {

  /** The machine, the Java it runs, and this process: a fact in a line. */
  List<String> machine();

  /**
   * The names of the variables this process has, and the values of those that say where state is.
   */
  List<String> environment();

  /** What the system tells of the lock of the home: a fact in a line. */
  List<String> lock();

  /** The configuration without secrets and instructions; why not, if it cannot be told. */
  String configuration();

  /** The ends of the newest logs that stand in the home. */
  List<Member> logs();

  /**
   * Puts texts into a new archive of mode 0600. Every secret that this home and process know is
   * replaced in them by its value, wherever it stands.
   *
   * @param file as it was typed
   */
  Archiving archive(String file, List<Member> members);

  /**
   * A text of an archive.
   *
   * @param name with slashes
   */
  record Member(String name, String text) {}

  /** What became of an archive. */
  sealed interface Archiving {

    /**
     * It is there and durable.
     *
     * @param file its absolute path
     */
    record Archived(String file, long bytes) implements Archiving {}

    /** It could not be made, and nothing is left of it; why, as the end of a sentence. */
    record NotArchived(String file, String reason) implements Archiving {}
  }
}
