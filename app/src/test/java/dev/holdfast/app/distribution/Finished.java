package dev.holdfast.app.distribution;

/** How a process ended and what it printed. */
public record Finished(String out, String err, int exit, long pid) {}
