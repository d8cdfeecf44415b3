package dev.holdfast.app.torture;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.function.UnaryOperator;

/** Stores whose transactions forget a check. */
final class BuggyWrites {

  private BuggyWrites() {}

  /** Where the second reservation of a key wins over the first. */
  static WriteTransactions taking(WriteTransactions store) {
    return changing(
        store,
        transaction ->
            replacing(
                transaction,
                "sessions",
                Interception.before(
                    SessionWrites.class,
                    transaction.sessions(),
                    (method, arguments, onward) ->
                        switch (onward.go()) {
                          case SessionWrites.Result.Outdated(var current)
                              when arguments[0] instanceof SessionChange.Reserve late ->
                              transaction
                                  .sessions()
                                  .apply(
                                      new SessionChange.Rotate(
                                          late.key(),
                                          current.id(),
                                          late.id(),
                                          RotationReason.RESET,
                                          late.at()));
                          case Object other -> other;
                          case null -> null;
                        })));
  }

  /** Where a lost lease is no reason not to store a turn's end. */
  static WriteTransactions ending(WriteTransactions store) {
    return changing(
        store,
        transaction ->
            replacing(
                transaction,
                "turns",
                Interception.before(
                    TurnWrites.class,
                    transaction.turns(),
                    (method, arguments, onward) ->
                        switch (onward.go()) {
                          case TurnWrites.EndResult.LeaseLost() ->
                              new TurnWrites.EndResult.Stored();
                          case TurnWrites.Renewal _ -> TurnWrites.Renewal.RENEWED;
                          case Object other -> other;
                          case null -> null;
                        })));
  }

  private static WriteTransaction replacing(
      WriteTransaction transaction, String part, Object replacement) {
    return Interception.before(
        WriteTransaction.class,
        transaction,
        (method, arguments, onward) -> method.equals(part) ? replacement : onward.go());
  }

  private static WriteTransactions changing(
      WriteTransactions store, UnaryOperator<WriteTransaction> change) {
    return new WriteTransactions() {
      @Override
      public <R> R inAgent(AgentId agent, AgentWork<R> work) {
        return store.inAgent(agent, transaction -> work.run(change.apply(transaction)));
      }

      @Override
      public <R> R inControlPlane(ControlPlaneWork<R> work) {
        return store.inControlPlane(work);
      }
    };
  }
}
