/** What holds of any text that came from outside; used inside the domain only. */
@NullMarked
package dev.holdfast.domain.text;

import org.jspecify.annotations.NullMarked;
