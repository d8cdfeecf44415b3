package dev.holdfast.architecture.violation.usecasearrows.adapters.sqlite;

public record Store(String file) {}
