/**
 * Stores that keep everything in memory: the second implementation of each contract, and a fake.
 */
@NullMarked
package dev.holdfast.ports.memory;

import org.jspecify.annotations.NullMarked;
