package dev.holdfast.ports.contract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The ground of the contracts that begin with an open, empty store. */
public interface OpenStoreContract extends StoreContract {

  /** Opens the store with one agent and every legacy provider blocked. */
  @BeforeEach
  default void open() {
    store().storage().open(Samples.request(AGENT));
  }

  /** Closes it. */
  @AfterEach
  default void close() {
    store().storage().close();
  }
}
