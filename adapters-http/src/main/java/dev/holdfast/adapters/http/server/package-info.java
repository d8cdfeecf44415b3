/**
 * The endpoints: routes, who may call them, requests read, answers and errors written. No policy of
 * sessions or routes lives here; requests become values of {@code ports.in}.
 */
@NullMarked
package dev.holdfast.adapters.http.server;

import org.jspecify.annotations.NullMarked;
