/** A contract that leaves write paths out, for the test that must notice. */
package dev.holdfast.architecture.boundary.narrow;
