package dev.holdfast.app.torture;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The turns of one session in a real store, asked in the words of {@link TurnModel}. */
final class TurnsUnderTest {

  private static final InstanceId NOBODY = new InstanceId("nobody");

  private final WriteTransactions writes;
  private final TurnReads reads;
  private final SessionKey key;
  private final SessionId session;

  private TurnsUnderTest(WriteTransactions writes, TurnReads reads, String name) {
    this.writes = writes;
    this.reads = reads;
    this.key = Samples.key(name);
    this.session = Samples.session(name);
  }

  /** A session without turns, of a name that none had before. */
  static TurnsUnderTest reserved(WriteTransactions writes, TurnReads reads, String name) {
    TurnsUnderTest turns = new TurnsUnderTest(writes, reads, name);
    turns.inStore(
        transaction ->
            transaction
                .sessions()
                .apply(new SessionChange.Reserve(turns.key, turns.session, Samples.at(0))));
    return turns;
  }

  /** Leaves nothing running for the next session. */
  void end() {
    inStore(transaction -> transaction.turns().interruptAllBut(NOBODY, "end", Samples.at(0)));
  }

  /** The state of each turn, oldest first. */
  List<String> states(int turns) {
    return IntStream.rangeClosed(1, turns)
        .mapToObj(number -> reads.byId(AgentId.MAIN, turn(number)))
        .map(stored -> stored.map(TurnRecord::state).orElseThrow())
        .map(state -> state.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /**
   * What a step answers.
   *
   * @param begun how many turns have begun before it
   * @param now seconds since the first moment
   */
  String apply(TurnStep step, int begun, int now) {
    return switch (step) {
      case TurnStep.Start(InstanceId owner, LeaseTerms terms) ->
          start(turn(begun + 1), owner, terms, now);
      case TurnStep.End(int turn, int off) -> begun == 0 ? "" : end(1 + turn % begun, off);
      case TurnStep.Renew(int turn, int off) -> begun == 0 ? "" : renew(1 + turn % begun, off, now);
      case TurnStep.Claim(InstanceId owner, LeaseTerms terms) ->
          switch (inStore(
              transaction -> transaction.turns().claimIdle(key, owner, terms, Samples.at(now)))) {
            case TurnWrites.Idleness.Idle() -> "idle";
            case TurnWrites.Idleness.Held _ -> "held";
          };
      case TurnStep.InterruptHere(InstanceId owner) ->
          "" + inStore(work -> work.turns().interruptIn(key, owner, "lane", Samples.at(now)));
      case TurnStep.InterruptOthers(InstanceId owner) ->
          "" + inStore(work -> work.turns().interruptAllBut(owner, "lock", Samples.at(now)));
      case TurnStep.Wait _ -> "";
    };
  }

  private String start(TurnId turn, InstanceId owner, LeaseTerms terms, int now) {
    return switch (inStore(
        transaction ->
            transaction
                .turns()
                .start(Samples.startedAt(turn.value(), key, session, owner, now), terms))) {
      case TurnWrites.StartResult.Granted(var lease) -> "granted " + lease.epoch();
      case TurnWrites.StartResult.Busy() -> "busy";
      case TurnWrites.StartResult.Held _ -> "held";
      case TurnWrites.StartResult.Unleased() -> "unleased";
    };
  }

  private String end(int number, int off) {
    return switch (inStore(
        transaction ->
            transaction.turns().end(Samples.completed(turn(number).value(), number + off)))) {
      case TurnWrites.EndResult.Stored() -> "stored";
      case TurnWrites.EndResult.LeaseLost() -> "lost";
    };
  }

  private String renew(int number, int off, int now) {
    return switch (inStore(
        transaction ->
            transaction
                .turns()
                .renew(
                    key,
                    turn(number),
                    number + off,
                    LeaseTerms.standard(Samples.SHARED.takeover())
                        .deadlineFrom(Samples.at(now))))) {
      case RENEWED -> "renewed";
      case LOST -> "lost";
    };
  }

  private TurnId turn(int number) {
    return new TurnId(session.value() + "-" + number);
  }

  private interface Work<R> {
    R run(WriteTransaction transaction);
  }

  private <R> R inStore(Work<R> work) {
    return writes.inAgent(AgentId.MAIN, work::run);
  }
}
