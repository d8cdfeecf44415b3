package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.ports.out.env.IdSource;
import dev.holdfast.ports.out.model.TokenCounter;
import dev.holdfast.ports.out.read.TurnReads;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Clock;

/** What every turn of this process works with. */
record TurnMachinery(
    TurnPlacement placement,
    TurnAdmission admission,
    Attempts attempts,
    EarlierAttempts earlier,
    TurnPlanner planner,
    WriteBoundary boundary,
    TurnReads turns,
    Lanes lanes,
    RunningTurns running,
    LeaseKeeper leases,
    LeaseClock leaseClock,
    TurnTimers timers,
    LastCalls calls,
    TokenCounter tokens,
    IdSource ids,
    InstanceId instance,
    LeaseTerms terms,
    Provider<QueueSettings> queue,
    Clock clock) {

  @Inject
  TurnMachinery {}
}
