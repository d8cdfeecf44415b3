/**
 * The codec between the JSON of chat completions and the domain's items.
 *
 * <p>Both edges use it: the server reads requests and writes answers with it, the upstream client
 * writes prompts and reads answers. No HTTP and no policy here.
 */
@NullMarked
package dev.holdfast.adapters.http.chat;

import org.jspecify.annotations.NullMarked;
