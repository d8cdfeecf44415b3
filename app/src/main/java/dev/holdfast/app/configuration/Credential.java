package dev.holdfast.app.configuration;

/** What the gateway shows a provider to be let in. */
public sealed interface Credential {

  /** Nothing: the provider asks for nothing. */
  record None() implements Credential {}

  /** This key, as a bearer token. */
  record Key(Secret secret) implements Credential {}

  /** One is configured, and whoever read the configuration did not ask for it. */
  record LeftAlone() implements Credential {}
}
