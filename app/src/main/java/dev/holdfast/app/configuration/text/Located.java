package dev.holdfast.app.configuration.text;

/** A value that was read, and where. */
record Located<T>(T value, Place place) {}
