package dev.holdfast.domain.route;

/** The runtime part of a route: a named one, or whatever is usual for the provider. */
public sealed interface RuntimeIntent {

  /** Nothing was asked for: the provider's HTTP API. */
  record Usual() implements RuntimeIntent {}

  /** This runtime was asked for and no other may take its place silently. */
  record Named(RuntimeId runtime) implements RuntimeIntent {}

  /** Nothing was asked for. */
  static RuntimeIntent usual() {
    return new Usual();
  }

  /** Exactly this runtime. */
  static RuntimeIntent named(RuntimeId runtime) {
    return new Named(runtime);
  }
}
