/**
 * What an operator can configure, as immutable values with their defaults. Nothing here reads a
 * file or the environment; a value that exists is valid.
 */
@NullMarked
package dev.holdfast.app.configuration;

import org.jspecify.annotations.NullMarked;
