/**
 * The client to upstream models that speak chat completions or the Responses API; what differs
 * between the two is a {@code Dialect} (ADR 0020).
 *
 * <p>One blocking exchange per generation, on the caller's virtual thread. Everything an upstream
 * can do wrong becomes a {@link dev.holdfast.domain.turn.FailureCause}; nothing is retried here.
 */
@NullMarked
package dev.holdfast.adapters.http.upstream;

import org.jspecify.annotations.NullMarked;
