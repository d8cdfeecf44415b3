package dev.holdfast.app.torture;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A store that answers as soon as a change is written, and commits it afterwards.
 *
 * @param store what commits
 */
record HastyWrites(WriteTransactions store) implements WriteTransactions {

  @Override
  public <R> R inAgent(AgentId agent, AgentWork<R> work) {
    CompletableFuture<R> written = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                store.inAgent(
                    agent,
                    transaction -> {
                      written.complete(work.run(transaction));
                      return written;
                    });
              } catch (RuntimeException failure) {
                written.completeExceptionally(failure);
              }
            });
    try {
      return written.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException failure ? failure : failed;
    }
  }

  @Override
  public <R> R inControlPlane(ControlPlaneWork<R> work) {
    return store.inControlPlane(work);
  }
}
