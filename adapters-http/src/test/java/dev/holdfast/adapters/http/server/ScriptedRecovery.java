package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.StuckReason;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.Requester;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stuck turns as the use cases behind the server would tell them. */
final class ScriptedRecovery implements Recovery {

  static final Stuck OF_SESSION =
      stuck("turn_1", new Belonging.Session(ScriptedTurns.KEY), StuckReason.OWNER_GONE);
  static final Stuck OF_NONE = stuck("turn_2", new Belonging.None(), StuckReason.OVERDUE);

  private static final Refusal UNKNOWN =
      new Refusal(RefusalReason.AGENT_UNKNOWN, "There is no such agent.", "agent");

  /** What was asked for. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private static Stuck stuck(String turn, Belonging belonging, StuckReason reason) {
    return new Stuck(
        AgentId.MAIN,
        belonging,
        new TurnId(turn),
        new InstanceId("7@there/x"),
        ScriptedTurns.SINCE,
        reason,
        "It is gone.");
  }

  @Override
  public Listing stuck(Caller caller, Wish wish) {
    asked.add("stuck " + wish);
    return wish.agent().equals("nobody")
        ? new Listing.Refused(UNKNOWN)
        : new Listing.Found(List.of(OF_SESSION, OF_NONE));
  }

  @Override
  public Recovering recover(Requester by, Wish wish) {
    asked.add("recover " + wish + " in " + by.request());
    return wish.agent().equals("nobody")
        ? new Recovering.Refused(UNKNOWN)
        : new Recovering.Recovered(List.of(OF_SESSION), List.of(OF_NONE));
  }
}
