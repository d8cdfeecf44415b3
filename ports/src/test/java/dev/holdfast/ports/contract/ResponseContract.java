package dev.holdfast.ports.contract;

/**
 * What a store of responses promises.
 *
 * <p>Not asserted: how long a removal holds the writer; and that an id of a removed transcript can
 * be used again, which nobody does.
 */
public interface ResponseContract
    extends ResponseRecordContract, ResponseItemsContract, UnlistedContract, RemovalContract {}
