package dev.holdfast.app.torture;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.EnumSet;
import java.util.Set;

/** What a transaction does to turns and sessions, seen from between a use case and the store. */
enum Writing {
  BEGIN,
  END,
  ROTATION;

  /** Hears of the transactions of an agent's database. */
  interface Watch {

    /** All is written and COMMIT comes next; whatever this throws undoes the transaction. */
    void written(Set<Writing> done);

    /** It is committed, and who asked for it does not know yet. */
    void committed(Set<Writing> done);
  }

  /** The writes of a store, watched. */
  static WriteTransactions watched(WriteTransactions store, Watch watch) {
    return new WriteTransactions() {
      @Override
      public <R> R inAgent(AgentId agent, AgentWork<R> work) {
        Set<Writing> done = EnumSet.noneOf(Writing.class);
        R result =
            store.inAgent(
                agent,
                transaction -> {
                  R answer = work.run(noting(transaction, done));
                  watch.written(done);
                  return answer;
                });
        watch.committed(done);
        return result;
      }

      @Override
      public <R> R inControlPlane(ControlPlaneWork<R> work) {
        return store.inControlPlane(work);
      }
    };
  }

  private static WriteTransaction noting(WriteTransaction transaction, Set<Writing> done) {
    SessionWrites sessions =
        Interception.before(
            SessionWrites.class,
            transaction.sessions(),
            (method, arguments, onward) -> {
              if (arguments[0] instanceof SessionChange.Rotate) {
                done.add(ROTATION);
              }
              return onward.go();
            });
    TurnWrites turns =
        Interception.before(
            TurnWrites.class,
            transaction.turns(),
            (method, arguments, onward) -> {
              switch (method) {
                case "start" -> done.add(BEGIN);
                case "end" -> done.add(END);
                default -> {
                  // no other call begins or ends a turn that answers somebody
                }
              }
              return onward.go();
            });
    return Interception.before(
        WriteTransaction.class,
        transaction,
        (method, arguments, onward) ->
            switch (method) {
              case "sessions" -> sessions;
              case "turns" -> turns;
              default -> onward.go();
            });
  }
}
