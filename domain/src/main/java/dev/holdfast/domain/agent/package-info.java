/** Who answers: the identity of an agent. */
@NullMarked
package dev.holdfast.domain.agent;

import org.jspecify.annotations.NullMarked;
