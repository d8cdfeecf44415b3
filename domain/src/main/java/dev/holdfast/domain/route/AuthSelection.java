package dev.holdfast.domain.route;

/** The credential part of a route: a chosen profile, or the provider's configured one. */
public sealed interface AuthSelection {

  /** The credential the provider is configured with. */
  record Configured() implements AuthSelection {}

  /** This profile and no other. */
  record Profile(AuthProfileId id) implements AuthSelection {}

  /** The credential the provider is configured with. */
  static AuthSelection configured() {
    return new Configured();
  }

  /** Exactly this profile. */
  static AuthSelection profile(AuthProfileId id) {
    return new Profile(id);
  }
}
