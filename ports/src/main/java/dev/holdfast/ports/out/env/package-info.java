/** What the process around the use cases provides: identities and the storage's life cycle. */
@NullMarked
package dev.holdfast.ports.out.env;

import org.jspecify.annotations.NullMarked;
