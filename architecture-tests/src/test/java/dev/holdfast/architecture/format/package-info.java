/** The one format of all Java sources. */
package dev.holdfast.architecture.format;
