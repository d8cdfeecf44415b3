/**
 * What every endpoint needs to read JSON of requests and write JSON of answers, whatever API it
 * speaks: members straight from the bytes, their kinds, and how a bad request is told. No HTTP
 * here.
 */
@NullMarked
package dev.holdfast.adapters.http.json;

import org.jspecify.annotations.NullMarked;
