/** One exchange: its identity, states, outcome and the reasons for which it is refused or fails. */
@NullMarked
package dev.holdfast.domain.turn;

import org.jspecify.annotations.NullMarked;
