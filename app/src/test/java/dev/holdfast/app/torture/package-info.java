/**
 * Tries to break the promises of sessions and turns: several processes on one store, processes that
 * are paused and killed, disks that are full, commits that fail, and bugs planted on purpose, each
 * of which has to be found (ADR 0025). What {@code ./dev torture} runs at length, the tests here
 * run in small.
 */
@NullMarked
package dev.holdfast.app.torture;

import org.jspecify.annotations.NullMarked;
