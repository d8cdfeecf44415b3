/** The OpenAI endpoints and the client to upstream models. */
@NullMarked
package dev.holdfast.adapters.http;

import org.jspecify.annotations.NullMarked;
