package dev.holdfast.domain.route;

import dev.holdfast.domain.finding.Finding;
import java.util.List;

/** What canonicalizing a draft gave: a route or none, and what was found on the way. */
public sealed interface Canonicalization {

  /** What was changed or dropped, in the order it happened; empty if nothing was. */
  List<Finding> findings();

  /** A canonical route. */
  record Canonical(ModelRoute route, List<Finding> findings) implements Canonicalization {
    public Canonical {
      findings = List.copyOf(findings);
    }
  }

  /** The draft names no whole route: a provider without a model, a model without a provider. */
  record NoRoute(List<Finding> findings) implements Canonicalization {
    public NoRoute {
      findings = List.copyOf(findings);
    }
  }
}
