/** Which part of a transcript a model sees: budgets and the default newest-first assembly. */
@NullMarked
package dev.holdfast.domain.context;

import org.jspecify.annotations.NullMarked;
