/** Response objects: what {@code /v1/responses} keeps of a turn, and what follows what. */
@NullMarked
package dev.holdfast.domain.response;

import org.jspecify.annotations.NullMarked;
