package dev.holdfast.architecture.violation.names.app.usecase;

record Identity(String name) {}
