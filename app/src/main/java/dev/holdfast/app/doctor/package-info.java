/**
 * The doctor: one small class for each thing that is looked at, and the service that runs them and
 * applies the repairs they plan. A check is a function of the facts on its {@code Chart}; facts
 * come through ports, and so do repairs, which are values of {@code domain.repair}. No check reads
 * a file or a table itself, and none changes anything.
 */
@NullMarked
package dev.holdfast.app.doctor;

import org.jspecify.annotations.NullMarked;
