package dev.holdfast.app.files.configuration;

/** A value that was read, and where. */
record Located<T>(T value, Place place) {}
