package dev.holdfast.architecture.violation.names.app.usecase;

record StoreImpl(String name) {}
