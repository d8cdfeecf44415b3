package dev.holdfast.ports.contract;

/**
 * What the log of changes promises.
 *
 * <p>Not asserted: that a watch hears of nothing else than commits; whoever is told looks for
 * changes and may find none.
 */
public interface ChangeContract extends ChangeLogContract, ChangeCutContract {}
