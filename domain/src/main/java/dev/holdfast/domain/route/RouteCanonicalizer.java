package dev.holdfast.domain.route;

import java.util.List;
import java.util.Set;

/** The one way from what somebody wrote to a route that may be stored: pure, total, idempotent. */
public final class RouteCanonicalizer {

  private final Set<String> operatorDefined;

  /**
   * A canonicalizer that leaves alone the providers an operator defined under a legacy name.
   *
   * @param operatorDefined provider names as the configuration defines them
   */
  public RouteCanonicalizer(Set<String> operatorDefined) {
    this.operatorDefined = Set.copyOf(operatorDefined);
  }

  /** Provider ids that must never be stored: the legacy ones that no operator defined. */
  public Set<String> blockedProviders() {
    return operatorDefined;
  }

  /** Canonicalizes a draft. Never throws, whatever the texts hold. */
  public Canonicalization canonicalize(RouteDraft draft) {
    return new Canonicalization.NoRoute(List.of());
  }
}
