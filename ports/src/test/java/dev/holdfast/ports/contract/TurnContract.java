package dev.holdfast.ports.contract;

/**
 * What a store of turns promises.
 *
 * <p>Not asserted: what several processes see of each other at the same moment; that is what the
 * torture tests of the application are for.
 */
public interface TurnContract
    extends LeaseContract,
        OpenTurnContract,
        TurnRecordContract,
        TurnPageContract,
        IdempotencyContract,
        AdoptionContract {}
