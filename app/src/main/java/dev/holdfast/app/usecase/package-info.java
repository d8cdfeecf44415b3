/**
 * The use cases behind {@code ports.in}: they load through read ports, ask the domain, and commit
 * its answer through {@link dev.holdfast.app.usecase.WriteBoundary}. No SQL, HTTP or printing.
 */
@NullMarked
package dev.holdfast.app.usecase;

import org.jspecify.annotations.NullMarked;
