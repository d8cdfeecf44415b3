package dev.holdfast.ports.in;

/** What of a home's store can be read. */
public sealed interface StoredHome {

  /** Everything. */
  record Open(HomeLists lists) implements StoredHome {}

  /** The home has no store yet. */
  record NoStore(String home) implements StoredHome {}
}
