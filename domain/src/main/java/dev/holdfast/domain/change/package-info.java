/** What happened in a store, as followers are told of it: facts and identities, never content. */
@NullMarked
package dev.holdfast.domain.change;

import org.jspecify.annotations.NullMarked;
