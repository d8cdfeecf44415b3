package dev.holdfast.ports.contract;

/**
 * What a store of turns promises.
 *
 * <p>Not asserted: that a deadline ends a lease; deadlines count only where several processes share
 * a store, which is not offered yet.
 */
public interface TurnContract extends LeaseContract, TurnRecordContract, TurnPageContract {}
