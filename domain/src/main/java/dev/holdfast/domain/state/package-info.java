/** Where state is: the home of a store as a pure function of what the caller's environment says. */
@NullMarked
package dev.holdfast.domain.state;

import org.jspecify.annotations.NullMarked;
