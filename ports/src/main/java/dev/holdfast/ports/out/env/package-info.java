/**
 * What the process around the use cases provides: identities, the storage's life cycle, and
 * somebody who hears how it goes.
 */
@NullMarked
package dev.holdfast.ports.out.env;

import org.jspecify.annotations.NullMarked;
