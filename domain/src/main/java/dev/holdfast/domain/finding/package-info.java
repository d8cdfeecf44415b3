/** What a check found, and the nearest known word to one nobody knows. */
@NullMarked
package dev.holdfast.domain.finding;

import org.jspecify.annotations.NullMarked;
