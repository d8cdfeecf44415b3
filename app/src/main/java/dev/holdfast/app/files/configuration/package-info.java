/**
 * The configuration as text: JSON with comments and trailing commas, read against one description
 * of its keys from which the schema comes too. Every problem is reported, none stops the reading.
 * Nothing here opens a file or looks at the environment, and no report repeats a value.
 */
@NullMarked
package dev.holdfast.app.files.configuration;

import org.jspecify.annotations.NullMarked;
