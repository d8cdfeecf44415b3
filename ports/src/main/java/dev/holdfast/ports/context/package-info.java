/** Plugin port: what decides which part of a conversation a model sees. */
@NullMarked
package dev.holdfast.ports.context;

import org.jspecify.annotations.NullMarked;
