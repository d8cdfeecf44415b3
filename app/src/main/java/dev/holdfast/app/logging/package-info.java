/** How the program's log looks. Nothing here decides what is logged. */
@NullMarked
package dev.holdfast.app.logging;

import org.jspecify.annotations.NullMarked;
