/** What holds of any text that comes from outside, and the one that goes out to come back. */
@NullMarked
package dev.holdfast.domain.text;

import org.jspecify.annotations.NullMarked;
