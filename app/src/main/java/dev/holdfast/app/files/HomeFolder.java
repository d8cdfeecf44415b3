package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;
import java.nio.file.Path;
import java.util.List;

/** What stands at the path of a home. */
public sealed interface HomeFolder {

  /**
   * A folder that may be used.
   *
   * @param path its real path, without links
   * @param owner the user it belongs to
   * @param created the folders made just now, outermost first; empty if it was there
   * @param findings what an operator should know of it; no errors
   */
  record Present(Path path, UserId owner, List<Path> created, List<Finding> findings)
      implements HomeFolder {
    public Present {
      created = List.copyOf(created);
      findings = List.copyOf(findings);
    }
  }

  /** Nothing. */
  record Absent(Path path) implements HomeFolder {}

  /** Something that must not be used, or cannot be looked at; nothing was changed in it. */
  record Refused(Path path, Finding finding) implements HomeFolder {}
}
