package dev.holdfast.architecture.violation.names.app.usecase;

record BaseStore(String name) {}
