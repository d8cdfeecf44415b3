package dev.holdfast.app.torture;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A store of whose commits some fail, with the transaction undone as SQLite undoes it then. */
final class FailingCommits implements WriteTransactions {

  /** Every so manieth fails: a begin now, an end then. */
  private static final int FAILING = 5;

  private final WriteTransactions store;
  private final Then then;
  private final AtomicInteger commits = new AtomicInteger();

  FailingCommits(WriteTransactions store, Then then) {
    this.store = store;
    this.then = then;
  }

  /** What becomes of a failed commit. */
  enum Then {
    /** It is told. */
    TOLD,
    /** It is repeated: there is no transaction any more, so nothing is left to commit. */
    TAKEN_FOR_GOOD
  }

  @Override
  public <R> R inAgent(AgentId agent, AgentWork<R> work) {
    if (commits.incrementAndGet() % FAILING != 0) {
      return store.inAgent(agent, work);
    }
    try {
      return store.inAgent(
          agent,
          transaction -> {
            throw new Undone(work.run(transaction));
          });
    } catch (Undone undone) {
      return switch (then) {
        case TOLD ->
            throw new StorageFailure(
                StorageFailure.Code.COMMIT_FAILED, "The change could not be stored.", Map.of());
        case TAKEN_FOR_GOOD -> answer(undone);
      };
    }
  }

  @SuppressWarnings("unchecked") // it is what the same work returned
  private static <R> R answer(Undone undone) {
    return (R) undone.answer;
  }

  @Override
  public <R> R inControlPlane(ControlPlaneWork<R> work) {
    return store.inControlPlane(work);
  }

  /** Undoes a transaction, and carries its answer past that. */
  private static final class Undone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Object answer;

    Undone(Object answer) {
      super("undone", null, false, false);
      this.answer = answer;
    }
  }
}
