/**
 * What every store promises, as tests: one contract per pair of ports, composed from small ones. A
 * store runs them by a class that gives a {@link dev.holdfast.ports.contract.StoreFixture}.
 *
 * <p>Nothing here can be skipped, and a store that does nothing fails every test.
 */
@NullMarked
package dev.holdfast.ports.contract;

import org.jspecify.annotations.NullMarked;
