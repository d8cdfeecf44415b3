/** What a driver, HTTP server or command line, may ask: one method per intention. */
@NullMarked
package dev.holdfast.ports.in;

import org.jspecify.annotations.NullMarked;
