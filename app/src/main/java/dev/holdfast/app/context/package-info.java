/** The default context engine and the token counter it budgets with. */
@NullMarked
package dev.holdfast.app.context;

import org.jspecify.annotations.NullMarked;
