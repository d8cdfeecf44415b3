package dev.holdfast.domain.route;

/** Who chose a part of a route. */
public enum RouteProvenance {
  USER,
  CONFIG,
  FALLBACK,
  IMPORT;

  /** Whether a choice of this origin stays when the session is reset: only a person's own does. */
  public boolean survivesReset() {
    return this == USER;
  }
}
