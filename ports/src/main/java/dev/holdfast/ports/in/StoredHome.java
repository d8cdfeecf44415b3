package dev.holdfast.ports.in;

import dev.holdfast.domain.state.Standing;

/** What of a home's store can be read. */
public sealed interface StoredHome {

  /** Everything. */
  record Open(HomeLists lists) implements StoredHome {}

  /** The home has no store yet; whether it should get one, its standing tells. */
  record NoStore(String home, Standing standing) implements StoredHome {}
}
