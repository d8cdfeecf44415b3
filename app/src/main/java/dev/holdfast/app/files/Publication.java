package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;
import java.util.List;

/** What came of publishing a gateway record. */
public sealed interface Publication {

  /**
   * It can be found until it is withdrawn.
   *
   * @param findings where it could not be put
   */
  record Published(PublishedRecord record, List<Finding> findings) implements Publication {
    public Published {
      findings = List.copyOf(findings);
    }
  }

  /** No place takes it: the gateway works, but commands cannot find it. */
  record NotPublished(Finding finding) implements Publication {}
}
