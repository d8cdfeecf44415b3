/** SQLite behind the out-ports (ADR 0002). */
@NullMarked
package dev.holdfast.adapters.sqlite;

import org.jspecify.annotations.NullMarked;
