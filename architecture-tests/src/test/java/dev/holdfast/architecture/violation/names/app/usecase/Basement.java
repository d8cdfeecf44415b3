package dev.holdfast.architecture.violation.names.app.usecase;

record Basement(String name) {}
