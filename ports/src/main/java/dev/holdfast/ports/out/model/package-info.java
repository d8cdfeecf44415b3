/** How a route's model is asked: the runtime port, its calls, deltas and outcomes. */
@NullMarked
package dev.holdfast.ports.out.model;

import org.jspecify.annotations.NullMarked;
