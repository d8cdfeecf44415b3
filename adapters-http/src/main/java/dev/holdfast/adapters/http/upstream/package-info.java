/**
 * The client to upstream models that speak chat completions.
 *
 * <p>One blocking exchange per generation, on the caller's virtual thread. Everything an upstream
 * can do wrong becomes a {@link dev.holdfast.domain.turn.FailureCause}; nothing is retried here.
 */
@NullMarked
package dev.holdfast.adapters.http.upstream;

import org.jspecify.annotations.NullMarked;
