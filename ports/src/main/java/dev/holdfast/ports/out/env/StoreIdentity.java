package dev.holdfast.ports.out.env;

import dev.holdfast.domain.state.StoreId;
import java.time.Instant;
import java.util.List;

/** Which store a home holds, as far as it can be told. */
public sealed interface StoreIdentity {

  /**
   * The identity was read.
   *
   * @param createdAt when the store was made, under whichever identity
   * @param former what it was called before, the newest first
   * @param places where it was opened for writing, under any identity, the last one first
   */
  record Known(StoreId id, Instant createdAt, List<Former> former, List<StorePlace> places)
      implements StoreIdentity {
    public Known {
      former = List.copyOf(former);
      places = List.copyOf(places);
    }
  }

  /**
   * There are databases, but the identity cannot be read.
   *
   * @param reason why, for an operator
   */
  record Unknown(String reason) implements StoreIdentity {}

  /** The home has no database. */
  record NoStore() implements StoreIdentity {}

  /** An identity that was given up. */
  record Former(StoreId id, Instant givenUpAt) {}
}
