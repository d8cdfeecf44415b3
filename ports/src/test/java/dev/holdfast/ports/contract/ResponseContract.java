package dev.holdfast.ports.contract;

/**
 * What a store of responses promises.
 *
 * <p>Not asserted: that a response's turn runs in the transcript its events stand in; whoever
 * stores both in one transaction says so.
 */
public interface ResponseContract
    extends ResponseRecordContract, ResponseItemsContract, UnlistedContract, RemovalContract {}
