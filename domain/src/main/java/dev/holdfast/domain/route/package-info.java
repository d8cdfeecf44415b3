/** Which model answers, how, and who pays: routes, and the one way to make a canonical one. */
@NullMarked
package dev.holdfast.domain.route;

import org.jspecify.annotations.NullMarked;
