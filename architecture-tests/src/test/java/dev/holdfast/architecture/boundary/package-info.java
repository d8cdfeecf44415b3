/** Rings 1 and 5 of the write boundary: what the compiler refuses, and what keeps it refusing. */
package dev.holdfast.architecture.boundary;
