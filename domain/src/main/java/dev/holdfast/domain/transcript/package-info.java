/** The neutral event model of a conversation, its parent tree, and history alignment. */
@NullMarked
package dev.holdfast.domain.transcript;

import org.jspecify.annotations.NullMarked;
