package dev.holdfast.ports.out.env;

import dev.holdfast.domain.state.StoreId;
import java.time.Instant;

/**
 * A place a store was opened at for writing. A copied home knows the place it was copied from.
 *
 * @param store the identity it had then
 * @param home the home's real path
 */
public record StorePlace(StoreId store, String home, Instant firstOpenedAt, Instant lastOpenedAt) {}
