/** What holds of any text that came from outside. */
@NullMarked
package dev.holdfast.domain.text;

import org.jspecify.annotations.NullMarked;
