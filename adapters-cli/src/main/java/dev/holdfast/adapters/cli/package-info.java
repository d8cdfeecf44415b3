/** The commands operators type. */
@NullMarked
package dev.holdfast.adapters.cli;

import org.jspecify.annotations.NullMarked;
