/**
 * The write boundary: reachable only inside a transaction that {@link
 * dev.holdfast.ports.out.write.WriteTransactions} hands to a callback. Exported to the use cases
 * and the store and to nobody else (ADR 0002).
 */
@NullMarked
package dev.holdfast.ports.out.write;

import org.jspecify.annotations.NullMarked;
