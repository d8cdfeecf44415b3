package dev.holdfast.architecture.violation.names.app.usecase;

record AbstractStore(String name) {}
