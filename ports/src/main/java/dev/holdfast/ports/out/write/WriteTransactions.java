package dev.holdfast.ports.out.write;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.env.StorageFailure;

/**
 * Runs changes. A call returns after COMMIT did, or throws; nobody is told of less. Times are kept
 * to the microsecond. Any thread may call.
 */
public interface WriteTransactions {

  /**
   * Runs a change of one agent's database and blocks until it is durable. Changes that wait at the
   * same time may be committed together; one that throws undoes only itself.
   *
   * @param work runs on the store's writer thread, and once more from the start if another change
   *     that was to be committed with it throws; must be short and touch nothing else
   * @return what the work returned
   * @throws IllegalStateException if called from inside other work
   * @throws StorageFailure if the commit failed, or the agent has no database in service
   */
  <R> R inAgent(AgentId agent, AgentWork<R> work);

  /** The same for the control plane. */
  <R> R inControlPlane(ControlPlaneWork<R> work);

  /** A change of an agent's database. */
  interface AgentWork<R> {
    R run(WriteTransaction transaction);
  }

  /** A change of the control plane. */
  interface ControlPlaneWork<R> {
    R run(ControlPlaneTransaction transaction);
  }
}
