/** Who talks to which agent over what: keys, resolution, reset policy and changes of a session. */
@NullMarked
package dev.holdfast.domain.session;

import org.jspecify.annotations.NullMarked;
