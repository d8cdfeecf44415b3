package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;

/** What came of publishing a gateway record. */
public sealed interface Publication {

  /** It can be found until it is withdrawn. */
  record Published(PublishedRecord record) implements Publication {}

  /** No runtime folder takes it: the gateway works, but commands cannot find it. */
  record NotPublished(Finding finding) implements Publication {}
}
