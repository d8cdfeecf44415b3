/** What is written down of changes that are not turns: who, what, when, and what became of it. */
@NullMarked
package dev.holdfast.domain.audit;

import org.jspecify.annotations.NullMarked;
