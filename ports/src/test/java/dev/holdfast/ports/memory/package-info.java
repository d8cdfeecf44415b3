/**
 * Stores that keep everything in memory: the second implementation of each contract, and a fake;
 * and a telemetry that writes down what it hears.
 */
@NullMarked
package dev.holdfast.ports.memory;

import org.jspecify.annotations.NullMarked;
