/** Who may ask what: tokens, their scopes and bindings. */
@NullMarked
package dev.holdfast.domain.token;

import org.jspecify.annotations.NullMarked;
