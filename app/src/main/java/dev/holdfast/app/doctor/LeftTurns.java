package dev.holdfast.app.doctor;

import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.Recovery.Recovering.Recovered;

/** The turns of a home that processes left behind when they ended. */
public interface LeftTurns {

  /**
   * Ends those of one agent as interrupted. The caller holds the lock of the home, so that nobody
   * works on them.
   *
   * @throws dev.holdfast.ports.out.env.StorageFailure if the store cannot be opened or written
   */
  Outcome<Recovered> end(String agent);
}
