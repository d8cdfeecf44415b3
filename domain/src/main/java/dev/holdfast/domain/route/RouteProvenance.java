package dev.holdfast.domain.route;

/** Who chose a part of a route. */
public enum RouteProvenance {
  USER,
  CONFIG,
  FALLBACK,
  IMPORT
}
