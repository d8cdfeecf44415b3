/**
 * The codec between the JSON of the Responses API and the domain's items: requests, items, the
 * response object and the events of a stream.
 *
 * <p>Items are kept in the dialect of chat completions; what that has no word for stands under one
 * member {@code responses}. No HTTP and no policy here.
 */
@NullMarked
package dev.holdfast.adapters.http.responses;

import org.jspecify.annotations.NullMarked;
