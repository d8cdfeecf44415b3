package dev.holdfast.adapters.sqlite;

import java.nio.file.Path;

/**
 * Where the store is.
 *
 * @param home the home's folder; it exists when a store is opened for writing
 */
public record StorageSettings(Path home) {}
