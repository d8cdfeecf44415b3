/** What may be read of the store. Nothing here can change it. */
@NullMarked
package dev.holdfast.ports.out.read;

import org.jspecify.annotations.NullMarked;
