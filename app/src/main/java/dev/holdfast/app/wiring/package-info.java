/** Makes a program of the parts: configuration, Guice modules, main. */
@NullMarked
package dev.holdfast.app.wiring;

import org.jspecify.annotations.NullMarked;
