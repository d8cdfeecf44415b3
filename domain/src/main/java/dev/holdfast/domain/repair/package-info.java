/** What doctor can mend, as values: they say what will be done, and doing it is not theirs. */
@NullMarked
package dev.holdfast.domain.repair;

import org.jspecify.annotations.NullMarked;
