package dev.holdfast.app.torture;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ResponseReads;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.WriteTransaction;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store of whose calls the n-th fails: a read, a step of a transaction, or its COMMIT, which is
 * two calls: it can be told as failed and be undone, and be told as failed and be done.
 */
final class FailingCalls implements ReplacedStore.Replacement {

  private static final Set<Class<?>> READS =
      Set.of(SessionReads.class, TurnReads.class, ResponseReads.class);

  private final AtomicInteger calls = new AtomicInteger();
  private volatile int first = Integer.MAX_VALUE;
  private volatile int last = Integer.MAX_VALUE;

  /** How long it goes on. */
  enum Span {
    ONCE,
    UNTIL_MENDED
  }

  /**
   * Lets the n-th call from now on fail.
   *
   * @param call 1 for the next
   */
  void fail(int call, Span span) {
    calls.set(0);
    first = call;
    last =
        switch (span) {
          case ONCE -> call;
          case UNTIL_MENDED -> Integer.MAX_VALUE;
        };
  }

  /** Lets no call fail any more. */
  void mend() {
    first = Integer.MAX_VALUE;
  }

  /** How many there were since they were last let fail. */
  int calls() {
    return calls.get();
  }

  @Override
  @SuppressWarnings("unchecked") // a port is replaced by one of its own kind
  public <P> P of(Class<? super P> type, P port) {
    if (port instanceof WriteTransactions store && type == WriteTransactions.class) {
      return (P) writes(store);
    }
    return READS.contains(type)
        ? (P) counted((Class<Object>) type, port, StorageFailure.Code.READ_FAILED)
        : port;
  }

  private WriteTransactions writes(WriteTransactions store) {
    return new WriteTransactions() {
      @Override
      public <R> R inAgent(AgentId agent, AgentWork<R> work) {
        R result =
            store.inAgent(
                agent,
                transaction -> {
                  R answer = work.run(steps(transaction));
                  count(StorageFailure.Code.COMMIT_FAILED);
                  return answer;
                });
        count(StorageFailure.Code.COMMIT_FAILED);
        return result;
      }

      @Override
      public <R> R inControlPlane(ControlPlaneWork<R> work) {
        return store.inControlPlane(work);
      }
    };
  }

  private WriteTransaction steps(WriteTransaction transaction) {
    return Interception.before(
        WriteTransaction.class,
        transaction,
        (method, arguments, onward) -> {
          Object part = onward.go();
          return part == null ? null : countedPart(part);
        });
  }

  @SuppressWarnings("unchecked") // a part of a transaction has one interface
  private Object countedPart(Object part) {
    return counted(
        (Class<Object>) part.getClass().getInterfaces()[0], part, StorageFailure.Code.FULL);
  }

  private <P> P counted(Class<P> port, P target, StorageFailure.Code code) {
    return Interception.before(
        port,
        target,
        (method, arguments, onward) -> {
          count(code);
          return onward.go();
        });
  }

  private void count(StorageFailure.Code code) {
    int call = calls.incrementAndGet();
    if (call >= first && call <= last) {
      throw new StorageFailure(code, "Call " + call + " fails.", Map.of());
    }
  }
}
