/**
 * What an operator reads at {@code /metrics}: counts and times in the words of Prometheus. The only
 * package that knows Micrometer. Labels hold words of closed lists and names of the configuration,
 * never a session key or an id (ADR 0022).
 */
@NullMarked
package dev.holdfast.adapters.http.metrics;

import org.jspecify.annotations.NullMarked;
