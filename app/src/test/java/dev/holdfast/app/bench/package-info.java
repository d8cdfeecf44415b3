/**
 * Measures the built distribution as a process, beside direct calls to the same upstream stub in
 * the same run. Started by {@code ./dev bench}; no test runs it.
 */
@NullMarked
package dev.holdfast.app.bench;

import org.jspecify.annotations.NullMarked;
